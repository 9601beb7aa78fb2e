namespace Dataplatform.Sdk.Cli.Tests.Fakes;

/// <summary>Rows of one number.</summary>
internal sealed class NumberCodec : RowCodec<long>
{
    public static readonly NumberCodec Instance = new();

    private NumberCodec()
        : base(new RowSchema("Number", [new ColumnSchema("value", new ColumnType(ColumnKind.Int64), false, "Value")]))
    {
    }

    public override void Write(ReadOnlySpan<long> rows, BatchWriter batch) => rows.CopyTo(batch.Values<long>(0));

    public override void Read(BatchReader batch, Span<long> rows) => batch.Values<long>(0)[..rows.Length].CopyTo(rows);
}
