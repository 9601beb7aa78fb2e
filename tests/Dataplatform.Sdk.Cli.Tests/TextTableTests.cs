using Dataplatform.Sdk.Cli.Terminal;

namespace Dataplatform.Sdk.Cli.Tests;

public sealed class TextTableTests
{
    [Fact]
    public void The_last_column_has_what_the_others_leave()
    {
        Lines(30).ShouldBe(
        [
            "asset      rows  note",
            "─────────  ────  ─────────────",
            "raw_order     1  a note that …",
            "日本          2",
        ]);
    }

    [Fact]
    public void A_file_has_every_character() => Lines(null)[2].ShouldBe("raw_order     1  a note that is long");

    [Theory]
    [InlineData(5)]
    [InlineData(12)]
    [InlineData(18)]
    public void No_line_is_wider_than_the_screen(int width) =>
        Table().Lines(width).ShouldAllBe(line => line.Width <= width);

    private static List<string> Lines(int? width) => [.. Table().Lines(width).Select(line => line.ToString())];

    private static TextTable Table()
    {
        var table = new TextTable(["asset", "rows", "note"], [false, true, false]);
        table.Add([new("raw_order"), new("1"), new("a note that is long")]);
        table.Add([new("日本"), new("2"), new(string.Empty)]);
        return table;
    }
}
