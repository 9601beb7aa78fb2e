using System.Diagnostics.CodeAnalysis;
using Dataplatform.Sdk.Partitions;

namespace Dataplatform.Sdk.Catalog;

/// <summary>
/// What a generated invoker is called with: it asks for each argument by ordinal, calls the method, and hands over each
/// output. Ordinals are those of <see cref="StepDefinition.Inputs"/> and <see cref="StepDefinition.Outputs"/>.
/// </summary>
public abstract class StepInvocation
{
    private Dictionary<int, object?>? _loaded;

    /// <summary>What the run tells the asset.</summary>
    public abstract AssetContext Context { get; }

    /// <summary>Cancelled when the run is.</summary>
    public CancellationToken CancellationToken => Context.CancellationToken;

    /// <summary>A service.</summary>
    public abstract T Resource<T>(object? key = null)
        where T : notnull;

    /// <summary>A service, or null if none is registered.</summary>
    public abstract T? OptionalResource<T>(object? key = null)
        where T : class;

    /// <summary>A configuration of the run, a type with <see cref="ConfigAttribute"/>.</summary>
    public abstract T Config<T>()
        where T : notnull;

    /// <summary>The key of the partition that is made, in one dimension.</summary>
    /// <typeparam name="T">A type of keys that fits the dimension: a <c>Day</c>, an enum, …</typeparam>
    /// <param name="dimension">The dimension's ordinal in the definition.</param>
    public abstract T Partition<T>(int dimension)
        where T : struct;

    /// <summary>The keys of all partitions that are made in this call, in a dimension of time.</summary>
    /// <typeparam name="T">A type of keys that fits the dimension.</typeparam>
    /// <param name="dimension">The dimension's ordinal in the definition.</param>
    public abstract PartitionRange<T> PartitionRange<T>(int dimension)
        where T : struct;

    /// <summary>An instance of the declaring class: the registered service, or made with services for its constructor.</summary>
    public abstract T Instance<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicConstructors)] T>()
        where T : notnull;

    /// <summary>Whether the input was ever published; asked for inputs that may be absent.</summary>
    public abstract bool HasInput(int input);

    /// <summary>An input as a table.</summary>
    public abstract Table<T> Table<T>(int input);

    /// <summary>An input as rows in memory.</summary>
    public abstract ValueTask<IReadOnlyList<T>> RowsAsync<T>(int input);

    /// <summary>An input that is one value.</summary>
    public abstract ValueTask<T> ArtifactAsync<T>(int input);

    /// <summary>The rows of an input that was loaded before the method is called.</summary>
    public IReadOnlyList<T> LoadedRows<T>(int input) => (IReadOnlyList<T>)_loaded![input]!;

    /// <summary>The rows of a loaded input as an array of the method's own.</summary>
    public T[] LoadedArray<T>(int input) => [.. LoadedRows<T>(input)];

    /// <summary>The value of an input that was loaded before the method is called.</summary>
    public T LoadedArtifact<T>(int input) => (T)_loaded![input]!;

    /// <summary>Adds the facts that came with an output.</summary>
    public abstract void AddMetadata(int output, IReadOnlyDictionary<string, MetadataValue> metadata);

    /// <summary>Hands over an output as a stream.</summary>
    public abstract ValueTask StreamAsync<T>(int output, IAsyncEnumerable<T> rows);

    /// <summary>Hands over an output as rows; enumerated once.</summary>
    public abstract ValueTask RowsAsync<T>(int output, IEnumerable<T> rows);

    /// <summary>Hands over an output as a query.</summary>
    public abstract ValueTask QueryAsync<T>(int output, Sql<T> query);

    /// <summary>Hands over an output that is one value.</summary>
    public abstract ValueTask ArtifactAsync<T>(int output, T value);

    /// <summary>Says that the effect of an output has happened.</summary>
    public abstract ValueTask EffectAsync(int output);

    /// <summary>Says by what the data of the observed asset is known; null is a mistake of the observer.</summary>
    public abstract ValueTask ObservedAsync(Observation? observation);

    /// <summary>Says by what the data of the observed asset is known; an empty text is a mistake of the observer.</summary>
    public ValueTask ObservedAsync(string? dataVersion) => ObservedAsync(string.IsNullOrWhiteSpace(dataVersion) ? null : new Observation(dataVersion));

    /// <summary>Says what a check has found; null is a mistake of the check.</summary>
    public virtual ValueTask CheckedAsync(CheckResult? result) => throw new InvalidOperationException("Nothing is checked here.");

    /// <summary>Hands over a query for the rows that a check finds wrong.</summary>
    public virtual ValueTask CheckedAsync(Sql failing) => throw new InvalidOperationException("Nothing is checked here.");

    /// <summary>Says that an optional output was not produced.</summary>
    public abstract ValueTask AbsentAsync(int output);

    /// <summary>What is thrown when a method returned null where it promises a value.</summary>
    /// <param name="method">The method as people write it.</param>
    /// <param name="what">What it returned: <c>null</c>, or a task that is null.</param>
    /// <param name="keys">The keys of the assets that were promised, in quotes.</param>
    public static DataplatformException ReturnedNull(string method, string what, string keys) =>
        new($"'{method}' returned {what} for {keys}. Return a value, or throw an exception that says why there is none.");

    internal async ValueTask LoadRowsAsync<T>(int input, bool isOptional)
    {
        if (!isOptional || HasInput(input))
        {
            (_loaded ??= [])[input] = await RowsAsync<T>(input).ConfigureAwait(false);
        }
    }

    internal async ValueTask LoadArtifactAsync<T>(int input, bool isOptional)
    {
        if (!isOptional || HasInput(input))
        {
            (_loaded ??= [])[input] = await ArtifactAsync<T>(input).ConfigureAwait(false);
        }
    }
}
