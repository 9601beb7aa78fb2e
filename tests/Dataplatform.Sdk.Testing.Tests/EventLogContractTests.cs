using Dataplatform.Sdk.EventLog;

namespace Dataplatform.Sdk.Testing.Tests;

public sealed class EventLogContractTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("log-").FullName;

    public static TheoryData<string> Cases => [.. EventLogContract.Cases.Select(@case => @case.Name)];

    [Theory]
    [MemberData(nameof(Cases))]
    public Task A_log_in_SQLite_keeps_the_contract(string name) =>
        EventLogContract.Case(name).RunAsync(() => new SqliteEventLog(Path.Combine(_folder, "events.db")), TestContext.Current.CancellationToken);

    [Fact]
    public void Cases_have_names_and_promises()
    {
        EventLogContract.Cases.Select(@case => @case.Name).ShouldBeUnique();
        EventLogContract.Cases.ShouldAllBe(@case => @case.Description.EndsWith('.'));
        Should.Throw<ArgumentException>(() => EventLogContract.Case("no such case"));
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);
}
