namespace Dataplatform.Sdk.Analyzers.Model;

/// <summary>A contract whose codec can be generated.</summary>
/// <param name="Id">The full metadata name.</param>
/// <param name="Name">The type's name, for messages.</param>
/// <param name="Type">The type with <c>global::</c>.</param>
/// <param name="IsReference">Whether a row can be null.</param>
/// <param name="UsesConstructor">Whether rows are made by the primary constructor; otherwise by setting properties.</param>
internal sealed record ContractModel(
    string Id,
    string Name,
    string Type,
    bool IsReference,
    bool UsesConstructor,
    EquatableArray<ColumnModel> Columns)
{
    /// <summary>Whether rows come back from a store as they went, and nobody can change them.</summary>
    public bool IsExact { get; init; }

    /// <summary>What its rows promise beyond their types.</summary>
    public ContractChecksModel Checks { get; init; } = ContractChecksModel.None;
}
