using Microsoft.CodeAnalysis;

namespace Dataplatform.Sdk.Analyzers.Model;

/// <summary>Something wrong with a declaration.</summary>
/// <param name="Id">The diagnostic's id.</param>
/// <param name="Message">What is wrong and what to do.</param>
/// <param name="Place">Where to point.</param>
internal sealed record Problem(string Id, string Message, Place Place)
{
    /// <summary>What would put it right; the code fixes offer it.</summary>
    public IReadOnlyList<Remedy> Remedies { get; init; } = [];

    /// <summary>The attribute that is meant, where the place alone does not tell which.</summary>
    public SyntaxReference? Attribute { get; init; }
}

/// <summary>A place in a declaration; turned into a location only by an analyzer.</summary>
/// <param name="Kind">The kind of place.</param>
/// <param name="Ordinal">The parameter, member or attribute, where the kind needs one.</param>
/// <param name="Argument">The argument of an attribute, where the kind needs one.</param>
/// <param name="Value">Of several values of the argument the one that is meant; <see cref="All"/> for none of them by itself.</param>
internal readonly record struct Place(PlaceKind Kind, int Ordinal = 0, string? Argument = null, int Value = 0)
{
    /// <summary>The argument with all its values.</summary>
    public const int All = -1;
}

/// <summary>The kinds of places.</summary>
internal enum PlaceKind
{
    Name,
    ReturnType,
    ParameterName,
    ParameterType,
    MaterializeArgument,
    AttributeArgument,

    /// <summary>The attribute [Write].</summary>
    Write,

    /// <summary>The attribute [Observe].</summary>
    Observe,

    /// <summary>The attribute [AssetCheck].</summary>
    AssetCheck,

    /// <summary>A setting of [Write].</summary>
    WriteSetting,

    /// <summary>A setting of [Upstream] on a parameter.</summary>
    UpstreamSetting,

    /// <summary>A setting of [Self] on a parameter.</summary>
    SelfSetting,

    /// <summary>One of the [MapKey] of a parameter, by the value of the place.</summary>
    MapKey,
}
