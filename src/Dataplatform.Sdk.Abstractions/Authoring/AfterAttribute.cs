namespace Dataplatform.Sdk;

/// <summary>Orders an asset after others whose data it does not read.</summary>
/// <example><code>[Asset, After(nameof(CustomerOrders))] public static Task Notify(IMailer mailer) =&gt; …</code></example>
[AttributeUsage(AttributeTargets.Method, AllowMultiple = true)]
public sealed class AfterAttribute : Attribute
{
    /// <summary>After assets of the same domain.</summary>
    /// <param name="assets">Method names: <c>nameof(CustomerOrders)</c>.</param>
    public AfterAttribute(params string[] assets) => Assets = assets;

    /// <summary>After assets of another class, domain or assembly.</summary>
    /// <param name="declaringType">The class that declares them.</param>
    /// <param name="assets">Method names.</param>
    public AfterAttribute(Type declaringType, params string[] assets)
    {
        DeclaringType = declaringType;
        Assets = assets;
    }

    /// <summary>The class that declares the assets; null means the declaring domain.</summary>
    public Type? DeclaringType { get; }

    /// <summary>Names of methods or outputs.</summary>
    public string[] Assets { get; }
}
