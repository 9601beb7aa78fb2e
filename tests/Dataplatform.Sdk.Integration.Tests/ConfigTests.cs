using System.IO.Compression;
using System.Text;

namespace Dataplatform.Sdk.Integration.Tests;

/// <summary>Configuration from every source, through compiler, process and database; and its secrets nowhere.</summary>
public sealed class ConfigTests : IDisposable
{
    private const string Key = "key-of-the-shop-4711";

    private readonly TemporaryFolder _folder = new();

    private readonly Dictionary<string, string> _environment = new()
    {
        ["Dataplatform__Config__number__ApiKey"] = Key,
        ["Dataplatform__Config__number__Count"] = "50",
        ["Dataplatform__Config__strict__Token"] = "token-of-the-shop-4712",
    };

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Rows_queries_and_views_follow_the_configuration_and_no_file_holds_its_secrets()
    {
        File.WriteAllText(_folder.File("run.json"), """{ "number": { "count": 6, "Offsets": [10, 20] } }""");

        var run = await RunAsync("materialize", "--select", "key:configured/counted or key:configured/limited or key:configured/limited_view", "--json", "--config", "run.json", "--config", "number:Count=4");

        run.ExitCode.ShouldBe(0, run.ToString());
        run.Output.ShouldContain("https://shop/?key=***");
        (await ValuesAsync("configured/counted")).ShouldBe([30, 31, 32, 33]);
        (await ValuesAsync("configured/limited")).ShouldBe([30, 31, 32]);
        (await ValuesAsync("configured/limited_view")).ShouldBe([30, 31, 32]);
        (await RunAsync("logs")).Output.ShouldContain("key ***");
        run.ToString().ShouldNotContain(Key);
        Files().Where(file => Encoding.UTF8.GetString(Content(file)).Contains(Key, StringComparison.Ordinal)).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_failure_is_told_without_the_secret_that_its_author_put_into_it()
    {
        var run = await RunAsync("materialize", "--select", "key:configured/strict", "--json", "--config", "strict:Endpoint=https://shop/", "--config", "strict:Since=2024-05-17");

        run.ExitCode.ShouldBe(1, run.ToString());
        run.Output.ShouldContain("https://shop/ does not take *** since ");
        run.ToString().ShouldNotContain(_environment["Dataplatform__Config__strict__Token"]);
    }

    [Fact]
    public async Task Nothing_begins_with_a_wrong_configuration()
    {
        _environment["Dataplatform__Config__number__Coutn"] = "5";

        var run = await RunAsync("materialize", "--select", "key:configured/strict");

        run.ExitCode.ShouldBe(2, run.ToString());
        run.Errors.ShouldContain("The environment variable Dataplatform__Config__number__Coutn: the configuration 'number' has no member 'Coutn'. Did you mean 'Count'?");
        run.Errors.ShouldContain("The configuration 'strict' lacks 'Endpoint'.");
        File.Exists(_folder.File("test.duckdb")).ShouldBeFalse();
    }

    private IEnumerable<string> Files() => Directory.EnumerateFiles(_folder.Path, "*", SearchOption.AllDirectories);

    private static byte[] Content(string file)
    {
        using var stream = File.OpenRead(file);
        using var plain = new MemoryStream();
        using Stream source = file.EndsWith(".gz", StringComparison.Ordinal) ? new GZipStream(stream, CompressionMode.Decompress) : stream;
        source.CopyTo(plain);
        return plain.ToArray();
    }

    private async Task<long[]> ValuesAsync(string key) => [.. (await RunAsync("show", key, "--json")).Json.Select(row => row.GetProperty("value").GetInt64()).Order()];

    private Task<AppResult> RunAsync(params string[] arguments) => AppProcess.RunAsync(TestApp.Project, _folder.Path, _environment, arguments);
}
