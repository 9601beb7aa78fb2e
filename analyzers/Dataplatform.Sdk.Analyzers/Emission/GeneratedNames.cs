using System.Text;
using Dataplatform.Sdk.Analyzers.Extraction;

namespace Dataplatform.Sdk.Analyzers.Emission;

/// <summary>The names of generated files and types.</summary>
internal static class GeneratedNames
{
    public const string Namespace = "Dataplatform.Sdk.Generated";

    /// <summary>The class of a step or codec. The hash tells apart what differs only in case, parameters or odd letters.</summary>
    public static string Class(string id, string suffix) => Readable(id, '_') + suffix + "_" + TypeNames.Hash(id);

    public static string File(string id, string suffix) => Readable(id, '.') + suffix + "." + TypeNames.Hash(id) + ".g.cs";

    public static string GlobalClass(string id, string suffix) => "global::" + Namespace + "." + Class(id, suffix);

    /// <summary>An identifier made of any text.</summary>
    public static string Identifier(string text)
    {
        var result = new StringBuilder(text.Length);
        foreach (var c in text)
        {
            result.Append(char.IsLetterOrDigit(c) || c == '_' ? c : '_');
        }

        return result.Length == 0 || char.IsDigit(result[0]) ? "_" + result : result.ToString();
    }

    private static string Readable(string id, char separator)
    {
        var end = id.IndexOf('(');
        var result = new StringBuilder();
        foreach (var c in end < 0 ? id : id.Substring(0, end))
        {
            result.Append(c is (>= 'a' and <= 'z') or (>= 'A' and <= 'Z') or (>= '0' and <= '9') ? c : c == '.' ? separator : '_');
        }

        return char.IsDigit(result[0]) ? "_" + result : result.ToString();
    }
}
