using System.Text;
using Dataplatform.Sdk.DuckDb.Lake.Slices;
using Dataplatform.Sdk.Partitions;

namespace Dataplatform.Sdk.DuckDb.Tests.Store.Slices;

public sealed class HivePathTests
{
    [Theory]
    [InlineData("2024-01-05", "day=2024-01-05")]
    [InlineData("2024-01-05-06:00", "day=2024-01-05-06%3A00")]
    [InlineData("a/b\\c", "day=a%2Fb%5Cc")]
    [InlineData("100% 'it' \"is\" a|b=c~d", "day=100%25%20%27it%27%20%22is%22%20a%7Cb%3Dc%7Ed")]
    [InlineData("two\nlines", "day=two%0Alines")]
    [InlineData("ä🦆", "day=%C3%A4%F0%9F%A6%86")]
    [InlineData("..", "day=.%2E")]
    [InlineData("", "day=")]
    public void What_is_not_plain_everywhere_is_written_as_bytes(string key, string expected) => HivePath.Of(new(key), ["day"]).ShouldBe(expected);

    [Fact]
    public void Each_dimension_is_a_folder_and_without_dimensions_the_whole_key_is_one()
    {
        HivePath.Of(PartitionKey.Of("2024-01-05", "a|b"), ["day", "region"]).ShouldBe("day=2024-01-05/region=a%7Cb");
        HivePath.Of(PartitionKey.Of("2024-01-05", "a|b"), []).ShouldBe("partition=2024-01-05%7Ca%257Cb");
        HivePath.Of(new("1"), ["_hidden"]).ShouldBe("%5Fhidden=1");
    }

    [Fact]
    public void Long_keys_are_cut_and_stay_apart()
    {
        var long1 = string.Concat(Enumerable.Repeat("é", 249)) + "1";
        var long2 = string.Concat(Enumerable.Repeat("é", 249)) + "2";
        var folders = new[] { long1, long2, new string('k', 250), string.Concat(Enumerable.Repeat("🦆", 125)) }.Select(key => HivePath.Of(new(key), [long1])).ToList();

        folders.ShouldBeUnique();
        folders.ShouldAllBe(folder => Encoding.UTF8.GetByteCount(folder) <= 200);
        folders.ShouldAllBe(folder => System.Text.RegularExpressions.Regex.IsMatch(folder, "^(%[0-9A-F]{2}|[a-z~0-9])+=(%[0-9A-F]{2}|[a-z~0-9])+$"), "none is cut within a sign");
    }
}
