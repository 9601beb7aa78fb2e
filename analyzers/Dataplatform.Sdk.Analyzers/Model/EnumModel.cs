namespace Dataplatform.Sdk.Analyzers.Model;

/// <summary>An enum, which is kept as text.</summary>
/// <param name="Type">The type with <c>global::</c>.</param>
/// <param name="Names">One name for each value: those that are written.</param>
/// <param name="Aliases">Further names of the same values, which are read too.</param>
internal sealed record EnumModel(string Type, EquatableArray<string> Names, EquatableArray<string> Aliases)
{
    /// <summary>Every name that is read.</summary>
    public IEnumerable<string> AllNames => Names.Concat(Aliases);
}
