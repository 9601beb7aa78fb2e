namespace Dataplatform.Sdk.Testing;

/// <summary>
/// What every <see cref="Events.IEventLog"/> promises, with the leases that it keeps, as cases that any test framework can run. They
/// throw plain exceptions.
/// </summary>
public static class EventLogContract
{
    /// <summary>All cases.</summary>
    public static IReadOnlyList<EventLogContractCase> Cases { get; } = [.. LogCases.All, .. RetentionCases.All, .. PartitionLogCases.All, .. LeaseCases.All];

    /// <summary>The case of a name.</summary>
    /// <exception cref="ArgumentException">There is none.</exception>
    public static EventLogContractCase Case(string name) => Cases.FirstOrDefault(@case => @case.Name == name)
        ?? throw new ArgumentException($"The event log contract has no case '{name}'.", nameof(name));
}
