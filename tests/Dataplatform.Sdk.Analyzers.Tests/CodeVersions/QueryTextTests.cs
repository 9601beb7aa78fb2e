using Dataplatform.Sdk.CodeVersions;

namespace Dataplatform.Sdk.Analyzers.Tests.CodeVersions;

public sealed class QueryTextTests
{
    [Theory]
    [InlineData("select 1", "select 1")]
    [InlineData("select\n    1\t,  2", "select 1 , 2")]
    [InlineData("select 1 -- one\r\nfrom t", "select 1 from t")]
    [InlineData("select /* a\n 'b */ 1", "select 1")]
    [InlineData("'a  b'  \"c  d\"", "'a  b' \"c  d\"")]
    [InlineData("'it''s  -- no comment'", "'it''s  -- no comment'")]
    [InlineData("$$a  b$$  c", "$$a  b$$ c")]
    [InlineData("$x$a  $$  b$x$  c", "$x$a  $$  b$x$ c")]
    [InlineData("$1  + $2", "$1 + $2")]
    [InlineData("e'a\\'  b'  c", "e'a\\'  b'  c")]
    [InlineData("a  'not  ended", "a 'not  ended")]
    [InlineData("a  /* not  ended", "a /* not  ended")]
    [InlineData("a  -- not  ended", "a -- not  ended")]
    [InlineData("", "")]
    public void Only_what_is_not_read_is_left_out(string text, string expected) => QueryText.Normalise(text).ShouldBe(expected);
}
