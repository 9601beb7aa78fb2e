using System.Diagnostics.CodeAnalysis;
using Dataplatform.Sdk.Events;

namespace Dataplatform.Sdk.Testing;

/// <summary>One promise of the ports <see cref="IEventLog"/> and <see cref="IRunLeases"/>, and how to find out whether a log keeps it.</summary>
public sealed record EventLogContractCase
{
    private readonly Func<LogUnderTest, Task> _work;

    internal EventLogContractCase(string name, string description, Func<LogUnderTest, Task> work)
    {
        Name = name;
        Description = description;
        _work = work;
    }

    /// <summary>The name, unique among all cases.</summary>
    public string Name { get; }

    /// <summary>The promise, in a sentence.</summary>
    public string Description { get; }

    /// <summary>Tries the log.</summary>
    /// <param name="create">
    /// Makes a log, not open yet, which also keeps leases (<see cref="IRunLeases"/>). Each call makes another log on the same place,
    /// and the first finds the place empty; what is made is disposed by the case.
    /// </param>
    /// <param name="cancellationToken">Ends the trial.</param>
    /// <exception cref="EventLogContractException">The log breaks the promise.</exception>
    [SuppressMessage("Design", "CA1031:Do not catch general exception types", Justification = "Whatever a log throws where it should not breaks the promise.")]
    public async Task RunAsync(Func<IEventLog> create, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(create);
        try
        {
            await using var log = new LogUnderTest(create, cancellationToken);
            await _work(log);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            throw;
        }
        catch (StoreContractException e)
        {
            throw new EventLogContractException($"The log breaks '{Name}': {Description} {e.Message}", e);
        }
        catch (Exception e)
        {
            throw new EventLogContractException($"The log breaks '{Name}': {Description} It threw {e.GetType().Name}: {e.Message}", e);
        }
    }

    /// <inheritdoc/>
    public override string ToString() => Name;
}
