namespace Dataplatform.Sdk.Analyzers.Model;

/// <summary>A configuration that can be bound.</summary>
/// <param name="Id">The full metadata name.</param>
/// <param name="Name">The type's name, for messages.</param>
/// <param name="Type">The type with <c>global::</c>.</param>
/// <param name="Section">Its section.</param>
/// <param name="Description">What its documentation says; null if nothing.</param>
internal sealed record ConfigModel(string Id, string Name, string Type, string Section, string? Description, EquatableArray<ConfigMemberModel> Members);

/// <summary>A member of a configuration.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Reading">How it is read, as C#.</param>
/// <param name="Type">The type that its value is asked for.</param>
/// <param name="Default">Its default as C#; null if that is null.</param>
/// <param name="Description">What the documentation says; null if nothing.</param>
/// <param name="Rules">What else it must be: attributes as C#.</param>
internal sealed record ConfigMemberModel(
    string Name, string Reading, string Type, bool IsRequired, bool IsNullable, string? Default, string? Description, EquatableArray<string> Rules);
