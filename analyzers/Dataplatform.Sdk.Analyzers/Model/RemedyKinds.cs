namespace Dataplatform.Sdk.Analyzers.Model;

/// <summary>What a code fix can do. The names are part of the equivalence keys of the fixes, so they stay.</summary>
internal static class RemedyKinds
{
    /// <summary>Makes the method or type at the place, or the type of the value's name around it, internal.</summary>
    public const string Internal = "internal";

    /// <summary>Makes the method static.</summary>
    public const string Static = "static";

    /// <summary>Takes the modifier that the value names away.</summary>
    public const string WithoutModifier = "without-modifier";

    /// <summary>Writes another type in the place of the one there.</summary>
    public const string Type = "type";

    /// <summary>Takes the question mark off the type.</summary>
    public const string Required = "required";

    /// <summary>Puts [Contract] on the type that the value names.</summary>
    public const string Contract = "contract";

    /// <summary>Puts [Artifact] on the type that the value names.</summary>
    public const string Artifact = "artifact";

    /// <summary>Puts the attribute that the value names on the parameter.</summary>
    public const string Mark = "mark";

    /// <summary>Puts the attribute that the value names on the method around the place.</summary>
    public const string MarkMethod = "mark-method";

    /// <summary>Marks the parameter as the asset's own last version, which may be missing.</summary>
    public const string Self = "self";

    /// <summary>Lets [Observe] name the external asset of the key that the value is.</summary>
    public const string Observe = "observe";

    /// <summary>Lets [AssetCheck] name the asset of the key that the value is.</summary>
    public const string AssetCheck = "asset-check";

    /// <summary>Takes the parameter away.</summary>
    public const string WithoutParameter = "without-parameter";

    /// <summary>Takes <c>As</c> out of [Asset].</summary>
    public const string WithoutAs = "without-as";

    /// <summary>Takes the attribute that the value names off the method.</summary>
    public const string WithoutAttribute = "without-attribute";

    /// <summary>Takes the argument of an attribute away.</summary>
    public const string WithoutArgument = "without-argument";

    /// <summary>Writes <c>nameof</c> of the member that the value names in the place of the name there.</summary>
    public const string NameOf = "name-of";

    /// <summary>Writes another text in the place of the one there.</summary>
    public const string Text = "text";

    /// <summary>Gives the parameter another name, in the body too.</summary>
    public const string Rename = "rename";

    /// <summary>Names the asset of the key that the value holds with [Upstream].</summary>
    public const string Upstream = "upstream";

    /// <summary>Names the asset of the key that the value holds in [After].</summary>
    public const string After = "after";

    /// <summary>Says with [Upstream] that the partitions are needed that the value names.</summary>
    public const string UpstreamPartitions = "upstream-partitions";

    /// <summary>Takes away what the parameter says of partitions.</summary>
    public const string WithoutMapping = "without-mapping";

    /// <summary>Gives the method's windows of time the zone that the value names.</summary>
    public const string TimeZone = "time-zone";
}
