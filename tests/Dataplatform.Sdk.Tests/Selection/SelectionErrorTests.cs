using Dataplatform.Sdk.Selection;
using Dataplatform.Sdk.Tests.Fakes;

namespace Dataplatform.Sdk.Tests.Selection;

public sealed class SelectionErrorTests
{
    [Fact]
    public void An_error_shows_the_text_the_place_and_what_to_do() => Message("group:marts and and tag:x").ShouldBe(
        """
        A selection is expected, but there is 'and'.
          group:marts and and tag:x
                          ^
        For example sales/orders, group:marts, tag:tier=gold or (a or b).
        """.ReplaceLineEndings("\n"));

    [Fact]
    public void In_a_text_of_several_lines_only_the_line_is_shown() =>
        Message("group:marts\n  or grup:x").ShouldContain("\n    or grup:x\n       ^\n");

    [Theory]
    [InlineData("stg/ordrs", "There is no asset 'stg/ordrs'. Did you mean 'stg/orders'?", 0)]
    [InlineData("not key:stg/ordrs", "There is no asset 'stg/ordrs'. Did you mean 'stg/orders'?", 8)]
    [InlineData("Sessions", "There is no asset 'Sessions'. Did you mean 'stg/sessions'?", 0)]
    [InlineData("sesions", "There is no asset 'sesions'. Did you mean 'stg/sessions'?", 0)]
    [InlineData("group:mart", "There is no group 'mart'. Did you mean 'marts'?", 6)]
    [InlineData("kind:duckb", "There is no kind 'duckb'. Did you mean 'duckdb'?", 5)]
    [InlineData("owner:core", "There is no owner 'core'. Did you mean 'team:core'?", 6)]
    [InlineData("tag:teir=gold", "There is no tag 'teir=gold'. Did you mean 'tier'?", 4)]
    [InlineData("tag:tier=glod", "There is no tag 'tier=glod'. Did you mean 'tier=gold'?", 4)]
    [InlineData("mart/* or xyz/*", "No asset matches 'xyz/*'.", 10)]
    [InlineData("group:z*", "No group matches 'z*'.", 6)]
    public void A_name_that_nothing_has_suggests_the_nearest(string selection, string problem, int position)
    {
        var exception = Should.Throw<SelectionException>(() => AssetSelection.Parse(selection).Resolve(SelectionVectorTests.Graph));

        exception.Message.ShouldStartWith(problem);
        exception.Position.ShouldBe(position);
        exception.Message.ShouldContain(selection);
    }

    [Theory]
    [InlineData("", "The selection is empty.", 0)]
    [InlineData("  ", "The selection is empty.", 0)]
    [InlineData("sink(group:a)", "There is no function 'sink'. Did you mean 'sinks'?", 0)]
    [InlineData("grup:a", "There is no attribute 'grup'. Did you mean 'group'?", 0)]
    [InlineData("2 a", "A number says how many edges to go", 0)]
    [InlineData("a+9999999999", "'9999999999' is too large", 2)]
    [InlineData("a)", "There is ')', which does not continue", 1)]
    [InlineData("key:\"\"", "The name is empty.", 4)]
    [InlineData("key:<null>", "Every asset has a key.", 4)]
    [InlineData("a ; b", "There is ';', which does not continue", 2)]
    [InlineData("tag:k=", "The value of the tag is missing.", 6)]
    [InlineData("* +", "'*' is everything", 0)]
    public void What_cannot_be_read_is_pointed_at(string selection, string problem, int position)
    {
        var exception = Should.Throw<SelectionException>(() => AssetSelection.Parse(selection));

        exception.Message.ShouldStartWith(problem);
        exception.Position.ShouldBe(position);
    }

    [Fact]
    public void Unknown_attributes_list_the_valid_ones() =>
        Message("status:failed").ShouldContain("The attributes are key, group, tag, owner and kind.");

    [Fact]
    public void Where_nothing_is_near_the_names_that_exist_are_listed() =>
        Should.Throw<SelectionException>(() => AssetSelection.Parse("group:nowhere").Resolve(SelectionVectorTests.Graph))
            .Message.ShouldEndWith("There are: bi, default, ingest, marts, ml, sources, staging.");

    [Fact]
    public void A_selection_made_in_code_has_no_place_to_point_at()
    {
        var graph = new TestCatalog().Rows("a/x").Graph();

        var exception = Should.Throw<SelectionException>(() => AssetSelection.Groups("nowhere").Resolve(graph));

        exception.Position.ShouldBeNull();
        exception.Message.ShouldNotContain("^");
    }

    [Fact]
    public void Deep_nesting_is_refused_rather_than_the_end_of_the_stack() =>
        Message(new string('(', 100_000)).ShouldStartWith("The selection is nested too deeply.");

    private static string Message(string selection) => Should.Throw<SelectionException>(() => AssetSelection.Parse(selection)).Message;
}
