namespace Dataplatform.Sdk.Analyzers.Model;

/// <summary>One asset that a method makes.</summary>
/// <param name="Key">The key.</param>
/// <param name="Name">The method or member, which names the typed key.</param>
/// <param name="Member">The member of the tuple or record that holds it; null if the result is the value.</param>
/// <param name="Type">The row type or the value's type, with <c>global::</c>; empty for an effect.</param>
/// <param name="PlainType">The same as C# writes it.</param>
/// <param name="IsOptional">Whether null says that it was not produced.</param>
/// <param name="IsMaterialized">Whether it comes with metadata.</param>
internal sealed record OutputModel(
    string Key,
    string Name,
    string? Member,
    OutputForm Form,
    string Type,
    string PlainType,
    bool IsOptional,
    bool IsMaterialized);
