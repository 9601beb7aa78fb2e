using Microsoft.CodeAnalysis.CSharp;

namespace Dataplatform.Sdk.Analyzers.Emission;

/// <summary>Writes values as C#.</summary>
internal static class Literals
{
    public const string SdkPrefix = "global::Dataplatform.Sdk.";

    public static string Text(string value) => SymbolDisplay.FormatLiteral(value, quote: true);

    public static string Bool(bool value) => value ? "true" : "false";

    public static string Key(string path) => $"new {SdkPrefix}AssetKey({Text(path)})";

    public static string Texts(IEnumerable<string> values) => "new string[] { " + string.Join(", ", values.Select(Text)) + " }";

    /// <summary>Text inside a documentation comment.</summary>
    public static string Xml(string text) => text.Replace("&", "&amp;").Replace("<", "&lt;").Replace(">", "&gt;");
}
