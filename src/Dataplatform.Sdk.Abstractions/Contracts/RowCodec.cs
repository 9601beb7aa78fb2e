using Dataplatform.Sdk.Catalog;

namespace Dataplatform.Sdk;

/// <summary>Moves rows of a contract into and out of an engine's memory; generated beside the contract.</summary>
public abstract class RowCodec
{
    /// <summary>Rows in a full batch.</summary>
    public const int BatchSize = 2048;

    private protected RowCodec(RowSchema schema) => Schema = schema;

    /// <summary>The contract's columns.</summary>
    public RowSchema Schema { get; }

    /// <summary>The row type.</summary>
    public abstract Type RowType { get; }

    internal abstract ValueTask LoadAsync(StepInvocation step, int input, bool isOptional);

    /// <summary>
    /// Whether a row that was written and read again equals the one that was written, whatever its values, and nobody can
    /// change a row. Then a run may hand rows from step to step in memory.
    /// </summary>
    /// <value>Default: false. Generated codecs say so of positional records without further state whose members are booleans,
    /// integers, floating point numbers, texts, enums, <see cref="Guid"/> or <see cref="DateOnly"/>.</value>
    public virtual bool IsExact => false;
}
