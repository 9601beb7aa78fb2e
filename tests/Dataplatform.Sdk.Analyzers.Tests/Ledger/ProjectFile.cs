using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace Dataplatform.Sdk.Analyzers.Tests.Ledger;

/// <summary>A file beside a project.</summary>
internal sealed class ProjectFile(string path, string text) : AdditionalText
{
    private readonly CountedText _text = new(text);

    public override string Path { get; } = path;

    /// <summary>How often somebody took the whole text.</summary>
    public int Readings => _text.Readings;

    public override SourceText GetText(CancellationToken cancellationToken = default) => _text;

    private sealed class CountedText(string text) : SourceText
    {
        public int Readings { get; private set; }

        public override Encoding? Encoding => Encoding.UTF8;

        public override int Length => text.Length;

        public override char this[int position] => text[position];

        public override void CopyTo(int sourceIndex, char[] destination, int destinationIndex, int count) => text.CopyTo(sourceIndex, destination, destinationIndex, count);

        public override string ToString(TextSpan span)
        {
            Readings += span.Length == text.Length ? 1 : 0;
            return text.Substring(span.Start, span.Length);
        }
    }
}
