using System.Collections.ObjectModel;

namespace Dataplatform.Sdk;

/// <summary>What a check has found.</summary>
/// <example>
/// <code>
/// [AssetCheck(nameof(Orders))]
/// public static async Task&lt;CheckResult&gt; HasOrders(Table&lt;Order&gt; orders, CancellationToken ct) =&gt;
///     await orders.CountAsync(ct) is var count and &gt; 0 ? CheckResult.Pass().With("orders", count) : CheckResult.Fail("There are no orders.");
/// </code>
/// </example>
/// <param name="Passed">Whether all is well.</param>
public sealed record CheckResult(bool Passed)
{
    /// <summary>So many failing rows are kept as evidence; the others only count.</summary>
    public const int EvidenceRows = 20;

    /// <summary>What is wrong, in a sentence for people; of a check that has passed anything worth to be said.</summary>
    /// <value>Default: null.</value>
    public string? Message { get; init; }

    /// <summary>How bad a failure is, if it is not what the check declares.</summary>
    /// <value>Default: null, what the check declares.</value>
    public CheckSeverity? Severity { get; init; }

    /// <summary>Some of the rows that are wrong.</summary>
    /// <value>Default: null.</value>
    public MetadataValue.Table? Evidence { get; init; }

    /// <summary>The facts about it, by name.</summary>
    /// <value>Default: none.</value>
    public IReadOnlyDictionary<string, MetadataValue> Metadata { get; init; } = ReadOnlyDictionary<string, MetadataValue>.Empty;

    /// <summary>All is well.</summary>
    /// <param name="message">Anything worth to be said.</param>
    public static CheckResult Pass(string? message = null) => new(true) { Message = message };

    /// <summary>Something is wrong.</summary>
    /// <param name="message">What, in a sentence for people.</param>
    public static CheckResult Fail(string message) => new(false) { Message = message };

    /// <summary>Something is worth a look, and no reason to publish nothing, whatever the check declares.</summary>
    /// <param name="message">What, in a sentence for people.</param>
    public static CheckResult Warn(string message) => new(false) { Message = message, Severity = CheckSeverity.Warning };

    /// <summary>Fails if there are any rows that are wrong; the first <see cref="EvidenceRows"/> are kept as evidence.</summary>
    /// <typeparam name="T">What a row is; kept as the text that it prints as.</typeparam>
    /// <param name="failing">The rows that are wrong; enumerated once.</param>
    /// <param name="message">What is wrong with them; null for their number.</param>
    public static CheckResult FailIfAny<T>(IEnumerable<T> failing, string? message = null)
    {
        ArgumentNullException.ThrowIfNull(failing);
        var kept = new List<IReadOnlyList<string?>>();
        long count = 0;
        foreach (var row in failing)
        {
            if (count++ < EvidenceRows)
            {
                kept.Add([row?.ToString()]);
            }
        }

        return Of(count, count == 0 ? null : new MetadataValue.Table(["row"], kept), message);
    }

    /// <summary>The same with one more fact.</summary>
    /// <param name="name">The fact's name.</param>
    /// <param name="value">The fact.</param>
    public CheckResult With(string name, MetadataValue value) => this with { Metadata = new Dictionary<string, MetadataValue>(Metadata) { [name] = value } };

    /// <summary>Whether all is well, and no more.</summary>
    public static implicit operator CheckResult(bool passed) => new(passed);

    /// <summary>The result of looking for rows that are wrong.</summary>
    internal static CheckResult Of(long failing, MetadataValue.Table? evidence, string? message) => failing == 0
        ? new(true) { Metadata = new Dictionary<string, MetadataValue> { ["failing_rows"] = 0 } }
        : new(false)
        {
            Message = message ?? (failing == 1 ? "1 row is wrong." : FormattableString.Invariant($"{failing:N0} rows are wrong.")),
            Evidence = evidence,
            Metadata = new Dictionary<string, MetadataValue> { ["failing_rows"] = failing },
        };
}
