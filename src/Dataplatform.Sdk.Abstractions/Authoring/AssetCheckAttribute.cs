namespace Dataplatform.Sdk;

/// <summary>
/// Makes a method a check of an asset. It is called with what a step has staged, before anybody else can see it: a blocking check that
/// fails leaves the last published version in place, and nothing downstream runs. The verb <c>check</c> calls it with what is published.
/// </summary>
/// <remarks>
/// The method returns a <see cref="CheckResult"/>, alone or in a task, or a <see cref="Sql"/> query whose rows are those that are wrong:
/// it passes if there are none, and a few of them are kept as evidence. Its parameters are those of an asset. One that names the checked
/// asset sees it as it would be after publication, of a partitioned one the partitions being made; any other asset as it is published. An
/// asset that a check reads is made before the checked one.
/// </remarks>
/// <example>
/// <code>
/// [AssetCheck(nameof(CustomerOrders))]
/// public static Sql TotalsArePositive(Table&lt;CustomerOrders&gt; customerOrders) =&gt;
///     $"select * from {customerOrders} where total &lt; 0";
/// </code>
/// </example>
[AttributeUsage(AttributeTargets.Method)]
public sealed class AssetCheckAttribute : Attribute
{
    /// <summary>An asset of the same domain.</summary>
    /// <param name="asset">The method's name: <c>nameof(CustomerOrders)</c>.</param>
    public AssetCheckAttribute(string asset) => Asset = asset;

    /// <summary>An asset of another class, domain or assembly.</summary>
    /// <param name="declaringType">The class that declares it.</param>
    /// <param name="asset">The method's name: <c>nameof(SalesAssets.Orders)</c>.</param>
    public AssetCheckAttribute(Type declaringType, string asset)
    {
        DeclaringType = declaringType;
        Asset = asset;
    }

    /// <summary>The class that declares the asset; null means the declaring domain.</summary>
    public Type? DeclaringType { get; }

    /// <summary>The name of the method.</summary>
    public string Asset { get; }

    /// <summary>Whether a failure keeps what was checked from being published. One of severity <see cref="CheckSeverity.Warning"/> never does.</summary>
    /// <value>Default: true.</value>
    public bool Blocking { get; set; } = true;

    /// <summary>How bad a failure is; a result may say otherwise.</summary>
    /// <value>Default: <see cref="CheckSeverity.Error"/>.</value>
    public CheckSeverity Severity { get; set; } = CheckSeverity.Error;

    /// <summary>One or two sentences for people.</summary>
    /// <value>Default: the summary of the method's XML documentation.</value>
    public string? Description { get; set; }
}
