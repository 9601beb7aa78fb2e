using System.Globalization;
using Dataplatform.Sdk.DuckDb.Interop;

namespace Dataplatform.Sdk.DuckDb.Tests.Interop;

public sealed class OpeningTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void The_library_is_the_pinned_one() => DuckDbDatabase.LibraryVersion.ShouldStartWith("v1.5.");

    [Fact]
    public void Two_opens_of_one_file_share_one_database()
    {
        var path = _folder.File("a.duckdb");
        using var first = DuckDbDatabase.Open(new DuckDbOpenOptions { Path = path });
        using var second = DuckDbDatabase.Open(new DuckDbOpenOptions { Path = Path.Combine(_folder.Path, ".", "a.duckdb") });
        using var writer = first.Connect();
        using var reader = second.Connect();
        writer.Execute("create table t as select 1 as id");
        reader.Query("select id from t")[0][0].ShouldBe(1);
    }

    [Fact]
    public void Databases_in_memory_are_apart()
    {
        using var first = DuckDbDatabase.Open(new DuckDbOpenOptions());
        using var second = DuckDbDatabase.Open(new DuckDbOpenOptions());
        using var writer = first.Connect();
        using var reader = second.Connect();
        writer.Execute("create table t as select 1 as id");
        Should.Throw<DuckDbException>(() => reader.Query("select id from t")).Kind.ShouldBe(DuckDbErrorKind.Catalog);
    }

    [Fact]
    public void No_extension_is_ever_fetched()
    {
        using var database = DuckDbDatabase.Open(new DuckDbOpenOptions());
        using var connection = database.Connect();
        connection.Query("select current_setting('autoinstall_known_extensions'), current_setting('autoload_known_extensions')")[0]
            .ShouldBe([false, false]);
    }

    [Fact]
    public void A_read_only_database_refuses_to_write()
    {
        var path = _folder.File("a.duckdb");
        using (var writable = DuckDbDatabase.Open(new DuckDbOpenOptions { Path = path }))
        using (var writer = writable.Connect())
        {
            writer.Execute("create table t as select 1 as id");
        }

        using var database = DuckDbDatabase.Open(new DuckDbOpenOptions { Path = path, ReadOnly = true });
        using var connection = database.Connect();
        connection.Query("select id from t")[0][0].ShouldBe(1);
        Should.Throw<DuckDbException>(() => connection.Execute("insert into t values (2)")).Message.ShouldContain("read-only");
    }

    [Fact]
    public async Task A_file_that_another_process_holds_names_that_process()
    {
        var path = _folder.File("a.duckdb");
        using (var holder = await LockHolder.StartAsync(path))
        {
            var error = Should.Throw<DataplatformException>(() => DuckDbDatabase.Open(new DuckDbOpenOptions { Path = path }));
            error.Message.ShouldStartWith($"The database '{path}' is in use by process {holder.ProcessId.ToString(CultureInfo.InvariantCulture)} (dotnet)");
            error.Message.ShouldContain("Stop that process");
        }

        using var database = DuckDbDatabase.Open(new DuckDbOpenOptions { Path = path });
        using var connection = database.Connect();
        connection.Query("select count(*) from held")[0][0].ShouldBe(0L);
    }

    [Theory]
    [InlineData(10)]
    [InlineData(4096)]
    [InlineData(100_000)]
    public void A_file_that_is_no_database_is_named(int length)
    {
        var path = _folder.File("a.duckdb");
        File.WriteAllBytes(path, Enumerable.Repeat((byte)'x', length).ToArray());
        Refused(path).ShouldStartWith($"The file '{path}' is not a DuckDB database, or it is damaged.");
    }

    [Fact]
    public void A_damaged_database_is_named()
    {
        var path = _folder.File("a.duckdb");
        using (var database = DuckDbDatabase.Open(new DuckDbOpenOptions { Path = path }))
        using (var connection = database.Connect())
        {
            connection.Execute("create table t as select range as id from range(100000)");
        }

        var bytes = File.ReadAllBytes(path);
        bytes.AsSpan(4096, 8192).Fill(0xAB);
        File.WriteAllBytes(path, bytes);
        Refused(path).ShouldStartWith($"The file '{path}' is not a DuckDB database, or it is damaged.");
    }

    [Fact]
    public void A_folder_is_named() => Refused(_folder.Path).ShouldStartWith($"'{_folder.Path}' is a folder, not a DuckDB database.");

    [Fact]
    public void A_missing_folder_is_named() =>
        Refused(_folder.File("nowhere/a.duckdb")).ShouldContain($"its folder '{_folder.File("nowhere")}' does not exist");

    [Fact]
    public void A_missing_file_cannot_be_opened_read_only() =>
        Should.Throw<DataplatformException>(() => DuckDbDatabase.Open(new DuckDbOpenOptions { Path = _folder.File("a.duckdb"), ReadOnly = true }))
            .Message.ShouldContain("does not exist");

    [Fact]
    public void A_place_without_write_permission_is_named()
    {
        Assert.SkipUnless(Directory.Exists("/sys/kernel"), "needs a folder that not even root may write to");
        Refused("/sys/kernel/a.duckdb").ShouldContain("no write permission");
    }

    [Fact]
    public void A_second_open_with_other_options_is_named()
    {
        var path = _folder.File("a.duckdb");
        using var database = DuckDbDatabase.Open(new DuckDbOpenOptions { Path = path });
        Should.Throw<DataplatformException>(() => DuckDbDatabase.Open(new DuckDbOpenOptions { Path = path, ReadOnly = true }))
            .Message.ShouldContain("already open in this process with other options");
    }

    [Fact]
    public void An_unknown_setting_is_named() =>
        Should.Throw<DuckDbException>(() => DuckDbDatabase.Open(new DuckDbOpenOptions { Settings = new Dictionary<string, string> { ["max_memry"] = "1GB" } }))
            .Message.ShouldContain("max_memry");

    private static string Refused(string path) =>
        Should.Throw<DataplatformException>(() => DuckDbDatabase.Open(new DuckDbOpenOptions { Path = path })).Message;
}
