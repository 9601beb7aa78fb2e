using System.Runtime.CompilerServices;
using Dataplatform.Sdk.CodeLocations;

namespace Dataplatform.Sdk.Cli.Tests;

public sealed class CodeLocationTests
{
    private static readonly int SyncLine = Line() + 1;
    private static int Sync() => 1;

    private static readonly int AsyncLine = Line() + 1;
    private static async Task<int> Async() => await Task.FromResult(1);

    private static readonly int IteratorLine = Line() + 2;
    private static IEnumerable<int> Iterator()
    {
        yield return 1;
    }

    private static readonly int AsyncIteratorLine = Line() + 2;
    private static async IAsyncEnumerable<int> AsyncIterator()
    {
        await Task.CompletedTask;
        yield return 1;
    }

    [Fact]
    public void A_plain_method_is_found_where_its_body_begins() => Find(nameof(Sync)).Line.ShouldBe(SyncLine);

    [Fact]
    public void An_async_method_is_found_through_its_state_machine() => Find(nameof(Async)).Line.ShouldBe(AsyncLine);

    [Fact]
    public void An_iterator_is_found_through_its_state_machine() => Find(nameof(Iterator)).Line.ShouldBe(IteratorLine);

    [Fact]
    public void An_async_iterator_is_found_through_its_state_machine() => Find(nameof(AsyncIterator)).Line.ShouldBe(AsyncIteratorLine);

    [Fact]
    public void A_method_of_a_nested_generic_class_is_found()
    {
        using var reader = new CodeLocationReader();
        reader.Find(typeof(Nested<int>), nameof(Nested<int>.Method)).ShouldNotBeNull().Line.ShouldBe(Nested<int>.MethodLine);
    }

    [Fact]
    public void The_file_is_the_one_that_was_compiled() => Path.GetFileName(Find(nameof(Sync)).File).ShouldBe("CodeLocationTests.cs");

    [Fact]
    public void An_unknown_method_has_no_location()
    {
        using var reader = new CodeLocationReader();
        reader.Find(typeof(CodeLocationTests), "Nothing").ShouldBeNull();
    }

    [Fact]
    public void An_assembly_without_symbols_has_no_locations()
    {
        using var reader = new CodeLocationReader();
        reader.Find(typeof(object), nameof(ToString)).ShouldBeNull();
    }

    [Fact]
    public void A_file_below_a_directory_is_told_relative_to_it()
    {
        var root = Path.Combine(Path.GetTempPath(), "shop");
        var location = new CodeLocation(Path.Combine(root, "Sales", "SalesAssets.cs"), 3);
        location.RelativeTo(root).File.ShouldBe("Sales/SalesAssets.cs");
        location.RelativeTo(Path.Combine(root, "Marts"), root).File.ShouldBe("Sales/SalesAssets.cs", "the first directory above the file counts");
        location.RelativeTo(Path.Combine(root, "Marts")).File.ShouldBe(location.File, "a path upwards would say nothing to people");
    }

    private static CodeLocation Find(string method)
    {
        using var reader = new CodeLocationReader();
        return reader.Find(typeof(CodeLocationTests), method).ShouldNotBeNull();
    }

    private static int Line([CallerLineNumber] int line = 0) => line;

    private static class Nested<T>
    {
        public static readonly int MethodLine = Line() + 1;
        public static T? Method() => default;
    }
}
