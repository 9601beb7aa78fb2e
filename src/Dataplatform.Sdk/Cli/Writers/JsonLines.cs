using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Dataplatform.Sdk.Cli.Writers;

/// <summary>Writes one JSON object per line. Each line is flushed, so that a reader sees events when they happen.</summary>
internal sealed class JsonLines(TextWriter output)
{
    // What goes to a terminal or another program is no HTML: letters of other scripts and < > & stay readable.
    private static readonly JsonWriterOptions Compact = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private static readonly JsonWriterOptions Pretty = Compact with { Indented = true, NewLine = "\n" };

    private readonly ArrayBufferWriter<byte> _buffer = new();

    /// <summary>Writes an object.</summary>
    /// <param name="members">Writes the members; the braces are added.</param>
    public void Write(Action<Utf8JsonWriter> members)
    {
        WriteLine(members);
        output.Flush();
    }

    /// <summary>Writes an object without flushing, for long lists.</summary>
    public void WriteLine(Action<Utf8JsonWriter> members)
    {
        _buffer.ResetWrittenCount();
        using (var json = new Utf8JsonWriter(_buffer, Compact))
        {
            json.WriteStartObject();
            members(json);
            json.WriteEndObject();
        }

        output.WriteLine(Encoding.UTF8.GetString(_buffer.WrittenSpan));
    }

    /// <summary>JSON with line breaks and indentation; null if the bytes are no JSON.</summary>
    public static string? Indent(ReadOnlyMemory<byte> json) => Format(json, Pretty);

    /// <summary>JSON on one line; null if the bytes are no JSON.</summary>
    public static string? Compress(ReadOnlyMemory<byte> json) => Format(json, Compact);

    private static string? Format(ReadOnlyMemory<byte> json, JsonWriterOptions options)
    {
        try
        {
            using var document = JsonDocument.Parse(json);
            var buffer = new ArrayBufferWriter<byte>();
            using (var writer = new Utf8JsonWriter(buffer, options))
            {
                document.WriteTo(writer);
            }

            return Encoding.UTF8.GetString(buffer.WrittenSpan);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
