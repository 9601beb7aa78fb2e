using System.Text;

namespace Dataplatform.Sdk.Cli.Terminal;

/// <summary>Hands over text line by line, once each is complete.</summary>
internal sealed class LineWriter(Action<string> onLine) : TextWriter
{
    private readonly Lock _gate = new();
    private readonly StringBuilder _line = new();

    public override Encoding Encoding => Encoding.UTF8;

    public override void Write(char value)
    {
        lock (_gate)
        {
            Append(value);
        }
    }

    public override void Write(char[] buffer, int index, int count) => Write(buffer.AsSpan(index, count));

    public override void Write(ReadOnlySpan<char> buffer)
    {
        lock (_gate)
        {
            foreach (var c in buffer)
            {
                Append(c);
            }
        }
    }

    public override void Write(string? value) => Write(value.AsSpan());

    public override void WriteLine(string? value)
    {
        lock (_gate)
        {
            Write(value.AsSpan());
            Append('\n');
        }
    }

    /// <summary>Hands over what was written without an end of line.</summary>
    public void EndLine()
    {
        lock (_gate)
        {
            if (_line.Length > 0)
            {
                Append('\n');
            }
        }
    }

    private void Append(char c)
    {
        if (c == '\n')
        {
            onLine(_line.ToString());
            _line.Clear();
        }
        else if (c != '\r')
        {
            _line.Append(c);
        }
    }
}
