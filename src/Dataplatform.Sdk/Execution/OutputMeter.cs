using Dataplatform.Sdk.Stores;

namespace Dataplatform.Sdk.Execution;

/// <summary>How far one output is, as its store says. The store reports after every batch, so that this must cost nothing.</summary>
/// <param name="key">The asset.</param>
/// <param name="total">Its rows, where they are known beforehand.</param>
/// <param name="began">When it was begun, by the clock's timestamp.</param>
internal sealed class OutputMeter(AssetKey key, long? total, long began) : IProgress<StageProgress>
{
    private long _rows = -1;
    private double _fraction = double.NaN;

    public AssetKey Key => key;

    public long Began => began;

    public long? Rows => Volatile.Read(ref _rows) is >= 0 and var rows ? rows : null;

    public double? Fraction => Volatile.Read(ref _fraction) is >= 0 and var fraction ? Math.Min(fraction, 1)
        : Rows is { } rows && total is > 0 ? Math.Min((double)rows / total.Value, 1)
        : null;

    public void Report(StageProgress value)
    {
        Volatile.Write(ref _rows, value.Rows ?? -1);
        Volatile.Write(ref _fraction, value.Fraction ?? double.NaN);
    }
}
