using System.Text;

namespace Dataplatform.Sdk.Cli.Terminal;

/// <summary>
/// Standard output as the user's own code gets it where it goes to a file or pipe: passed on at once, but it is known
/// whether the last line was ended, so that our next line does not stick to it.
/// </summary>
internal sealed class SharedOutput(TextWriter inner) : TextWriter
{
    private readonly Lock _gate = new();
    private bool _isMidLine;

    public override Encoding Encoding => inner.Encoding;

    /// <summary>Writes lines of our own: between those of the user's code, never within one.</summary>
    public void Between(Action write)
    {
        lock (_gate)
        {
            if (_isMidLine)
            {
                _isMidLine = false;
                EndLine();
            }

            write();
        }
    }

    public override void Write(char value) => Write([value]);

    public override void Write(char[] buffer, int index, int count) => Write(buffer.AsSpan(index, count));

    public override void Write(string? value) => Write(value.AsSpan());

    public override void Write(ReadOnlySpan<char> buffer)
    {
        if (buffer.IsEmpty)
        {
            return;
        }

        lock (_gate)
        {
            inner.Write(buffer);
            _isMidLine = buffer[^1] != '\n';
        }
    }

    // In one piece: another thread's print must not come between a line and its end.
    public override void WriteLine(string? value) => Write($"{value}{inner.NewLine}");

    public override void Flush()
    {
        lock (_gate)
        {
            inner.Flush();
        }
    }

    private void EndLine()
    {
        try
        {
            inner.Write('\n');
            inner.Flush();
        }
        catch (IOException)
        {
            // A full disk must not end the run from within; our own lines meet it next, and it is told at the end.
        }
    }
}
