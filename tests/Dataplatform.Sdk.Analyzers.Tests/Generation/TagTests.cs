using Dataplatform.Sdk.Analyzers.Tests.Harness;

namespace Dataplatform.Sdk.Analyzers.Tests.Generation;

public sealed class TagTests
{
    [Fact]
    public void Tags_are_part_of_the_contract_wherever_the_attribute_stands()
    {
        using var loaded = LoadedAssembly.Of("""
            public enum Level { Low, High }
            [Contract] public sealed record Address([Tag("home")] string Street, string City);
            [Contract] public sealed record Person(
                long Id,
                [Pii, Tag("contact"), Tag("contact")] string Email,
                [property: Tag("salary")] Level Level,
                [Masked] string Hash,
                [Declassified("Known anyway.")] Address Home);
            [Domain("d")] public static class Assets { [Asset] public static Person[] People() => []; }
            """);

        var columns = loaded.Step("Assets.People").Outputs[0].Rows!.Schema.Columns;

        columns.Select(column => $"{column.Name}: {string.Join(' ', column.Tags)}{(column.IsMasked ? " masked" : string.Empty)} {column.Declassified}".TrimEnd()).ShouldBe(
            ["id:", "email: contact pii", "level: salary", "hash:  masked", "home:  Known anyway."]);
        columns[2].AllowedValues.ShouldBe(["Low", "High"]);
        columns[4].Type.Fields[0].Tags.ShouldBe(["home"]);
    }
}
