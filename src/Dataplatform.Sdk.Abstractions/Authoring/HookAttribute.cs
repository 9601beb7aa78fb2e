using System.Diagnostics.CodeAnalysis;
using Dataplatform.Sdk.Events;

namespace Dataplatform.Sdk;

/// <summary>
/// Tells a hook what became of an asset. On a class it counts for all its assets, in addition to what they say themselves; a hook
/// for all assets of the app is registered as a service instead: <c>builder.Services.AddSingleton&lt;IAssetHook, MailHook&gt;()</c>.
/// </summary>
/// <param name="hook">A class that implements <see cref="IAssetHook"/>: the service registered as that class, or an instance made
/// with services for its constructor.</param>
/// <example><code>[Asset, Hook(typeof(MailTheOwner))]</code></example>
[AttributeUsage(AttributeTargets.Method | AttributeTargets.Class, AllowMultiple = true)]
public sealed class HookAttribute([DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicConstructors)] Type hook) : Attribute
{
    /// <summary>The hook's class.</summary>
    [DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicConstructors)]
    public Type Hook { get; } = hook;
}
