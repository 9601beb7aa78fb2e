using System.Globalization;
using System.Text.Json;

namespace Dataplatform.Sdk;

/// <summary>
/// Takes the values of this process's secrets out of texts. They are known for as long as the process lives, because what holds a
/// text may outlive the secret.
/// </summary>
internal static class Redaction
{
    public const string Mask = "***";

    // What is shorter is part of too many words.
    private const int ShortestText = 4;

    private static readonly Lock Adding = new();
    private static string[] _texts = [];

    /// <summary>Whether a text holds a secret.</summary>
    public static bool IsNeeded(string? text)
    {
        if (text is not null)
        {
            foreach (var secret in Volatile.Read(ref _texts))
            {
                if (text.Contains(secret, StringComparison.Ordinal))
                {
                    return true;
                }
            }
        }

        return false;
    }

    /// <summary>The text with <c>***</c> in the place of every secret.</summary>
    public static string Of(string text)
    {
        if (!IsNeeded(text))
        {
            return text;
        }

        foreach (var secret in Volatile.Read(ref _texts))
        {
            text = text.Replace(secret, Mask, StringComparison.Ordinal);
        }

        return text;
    }

    /// <summary>Remembers a secret: as it is, and as it stands in an address and in JSON.</summary>
    public static void Add(object value)
    {
        if (TextOf(value) is not { Length: >= ShortestText } text || string.IsNullOrWhiteSpace(text))
        {
            return;
        }

        string[] forms = [text, Uri.EscapeDataString(text), JsonEncodedText.Encode(text).ToString()];
        lock (Adding)
        {
            // The longest first: a secret may be part of another one.
            Volatile.Write(ref _texts, [.. _texts.Union(forms, StringComparer.Ordinal).OrderByDescending(form => form.Length)]);
        }
    }

    // The two values of a truth and the few of an enum say nothing by themselves, and would be found everywhere.
    private static string? TextOf(object value) => value switch
    {
        string text => text,
        bool or Enum => null,
        IFormattable formattable => formattable.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString(),
    };
}
