namespace Dataplatform.Sdk.Testing;

/// <summary>What a case expects of a store; throws the exception of the contract.</summary>
internal static class Expect
{
    public static void That(bool isKept, string otherwise)
    {
        if (!isKept)
        {
            throw new StoreContractException(otherwise);
        }
    }

    public static void Equal<T>(T expected, T actual, string what) =>
        That(EqualityComparer<T>.Default.Equals(expected, actual), $"{what} is {actual?.ToString() ?? "null"}, expected {expected?.ToString() ?? "null"}.");

    /// <summary>The same rows in the same order.</summary>
    public static void Rows<T>(IReadOnlyList<T> expected, IReadOnlyList<T> actual, string what)
    {
        if (RowDifference.Between(expected, actual) is { Count: > 0 } lines)
        {
            throw new StoreContractException($"{what} has other rows:\n{string.Join('\n', lines)}");
        }

        for (var row = 0; row < expected.Count; row++)
        {
            That(RowDifference.Between([expected[row]], [actual[row]]).Count == 0, $"{what} has its rows in another order, beginning with row {row + 1}.");
        }
    }

    /// <summary>A failure of the kind that is for people, whose message names something.</summary>
    public static async Task<DataplatformException> FailsAsync(Func<ValueTask> work, string what, params string[] names)
    {
        var error = await FailsAsync<DataplatformException>(work, what);
        foreach (var name in names)
        {
            That(error.Message.Contains(name, StringComparison.Ordinal), $"{what} must fail with a message that names \"{name}\"; the message is: {error.Message}");
        }

        return error;
    }

    public static async Task<TException> FailsAsync<TException>(Func<ValueTask> work, string what)
        where TException : Exception
    {
        try
        {
            await work();
        }
        catch (TException e)
        {
            return e;
        }

        throw new StoreContractException($"{what} must fail with a {typeof(TException).Name}, and did not.");
    }
}
