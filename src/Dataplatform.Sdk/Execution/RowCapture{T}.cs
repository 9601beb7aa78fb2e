namespace Dataplatform.Sdk.Execution;

/// <inheritdoc/>
/// <typeparam name="T">The contract of a row.</typeparam>
/// <param name="known">How many there are, where that is known; so many are made room for.</param>
/// <param name="most">More than so many are given up.</param>
internal sealed class RowCapture<T>(int known, int most) : RowCapture
{
    private T[]? _rows = new T[known];
    private int _count;

    public void Add(T row)
    {
        // A class derived from the contract may hold more than its columns; the store would give back the contract.
        if (_rows is null || _count == most || (!typeof(T).IsValueType && row?.GetType() != typeof(T)))
        {
            _rows = null;
            return;
        }

        if (_count == _rows.Length)
        {
            Array.Resize(ref _rows, (int)Math.Min(most, Math.Max(64, 2L * _count)));
        }

        _rows[_count++] = row;
    }

    public override Array? ToArray() => _rows is { } rows && rows.Length != _count ? rows[.._count] : _rows;
}
