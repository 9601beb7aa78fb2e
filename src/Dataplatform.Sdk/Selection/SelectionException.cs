namespace Dataplatform.Sdk.Selection;

/// <summary>A selection that cannot be read, or that names something which does not exist. The message shows the place.</summary>
public sealed class SelectionException : DataplatformException
{
    /// <summary>Makes the exception.</summary>
    /// <param name="problem">What is wrong.</param>
    /// <param name="text">The selection as written; null if it was made in C#.</param>
    /// <param name="position">The offending character, from 0.</param>
    /// <param name="hint">What to do; null if the problem says it.</param>
    internal SelectionException(string problem, string? text, int position, string? hint = null)
        : base(Compose(problem, text, position, hint)) => Position = text is null ? null : position;

    /// <summary>The offending character in the text, from 0; null if the selection was made in C#.</summary>
    public int? Position { get; }

    private static string Compose(string problem, string? text, int position, string? hint)
    {
        var lines = new List<string> { problem };
        if (text is not null)
        {
            var start = position == 0 ? 0 : text.LastIndexOf('\n', position - 1) + 1;
            var end = text.IndexOf('\n', position) is var newLine and >= 0 ? newLine : text.Length;
            lines.Add($"  {text[start..end].Replace('\t', ' ').TrimEnd('\r')}");
            lines.Add($"  {new string(' ', position - start)}^");
        }

        if (hint is not null)
        {
            lines.Add(hint);
        }

        return string.Join('\n', lines);
    }
}
