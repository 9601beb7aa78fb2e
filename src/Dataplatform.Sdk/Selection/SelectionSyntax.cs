namespace Dataplatform.Sdk.Selection;

/// <summary>The words of the selection syntax.</summary>
internal static class SelectionSyntax
{
    public const string None = "<null>";
    public const string Sinks = "sinks";
    public const string Roots = "roots";
    public const string Attributes = "key, group, tag, owner and kind";

    private static readonly string[] Names = ["key", "group", "tag", "owner", "kind"];

    public static IReadOnlyList<string> AttributeNames => Names;

    public static string NameOf(SelectionAttribute attribute) => Names[(int)attribute];

    public static SelectionAttribute? AttributeOf(string name) =>
        Array.IndexOf(Names, name) is var index and >= 0 ? (SelectionAttribute)index : null;

    public static bool IsKeyword(string word, string keyword) => string.Equals(word, keyword, StringComparison.OrdinalIgnoreCase);
}
