using Dataplatform.Sdk.Partitions;

namespace Dataplatform.Sdk.Tests.Partitions;

/// <summary>Partitions as people type them.</summary>
public sealed class PartitionTextTests
{
    private static readonly PartitionShape Days = PartitionShape.Of(new(PartitionSamples.Day));
    private static readonly PartitionShape Hours = PartitionShape.Of(new(PartitionSamples.Hour));
    private static readonly PartitionShape Regions = PartitionShape.Of(new(PartitionSamples.Day, PartitionSamples.Region));
    private static readonly PartitionShape Customers = PartitionShape.Of(new(PartitionSamples.Customer));
    private static readonly PartitionShape All = PartitionShape.Of(new(PartitionSamples.Customer, PartitionSamples.Day, PartitionSamples.Region));

    [Fact]
    public void One_partition_is_read_by_its_key_or_by_names()
    {
        Key(Days, "2024-03-05").ShouldBe("2024-03-05");
        Key(Days, "day=2024-03-05").ShouldBe("2024-03-05");
        Key(Days, "2024-03-05T00:00").ShouldBe("2024-03-05");
        Key(Regions, "2024-03-05|Eu").ShouldBe("2024-03-05|Eu");
        Key(Regions, "2024-03-05|eu").ShouldBe("2024-03-05|Eu");
        Key(Regions, "region=eu,day=2024-03-05").ShouldBe("2024-03-05|Eu");
        Key(Hours, "2024-03-31T03:00").ShouldBe("2024-03-31-03:00");
        Key(Customers, "a|b").ShouldBe("a|b");
        Key(Customers, "a=b").ShouldBe("a=b");
        Key(All, "a%7Cb|2024-03-05|Us").ShouldBe("a%7Cb|2024-03-05|Us");
        Key(All, "customer=a|b,day=2024-03-05,region=us").ShouldBe("a%7Cb|2024-03-05|Us");
        Key(All, "day=2024-03-05,customer=x%2Cregion=Eu,region=us").ShouldBe("x,region=Eu|2024-03-05|Us");
    }

    [Fact]
    public void What_is_shown_is_read_back()
    {
        foreach (var shape in new[] { Days, Hours, Regions, Customers, All })
        {
            foreach (var key in PartitionSet.Existing(shape, PartitionSamples.Snapshot).Keys().Where((_, i) => i % 7 < 4))
            {
                PartitionText.Key(shape, PartitionText.Show(shape, key), PartitionSamples.Snapshot).ShouldBe(key);
            }
        }

        var snapshot = PartitionSamples.Snapshot with { KeysOf = _ => ["customer=x", "customer=100%,y"] };
        PartitionText.Show(Customers, new("customer=100%,y")).ShouldBe("customer=customer=100%25%2Cy");
        PartitionText.Key(Customers, "customer=customer=100%25%2Cy", snapshot).Text.ShouldBe("customer=100%,y");
        PartitionText.Key(Customers, "customer=customer=x", snapshot).Text.ShouldBe("customer=x");
    }

    [Fact]
    public void Some_dimensions_mean_all_of_the_others()
    {
        Select(Regions, "region=eu").ShouldBe("2024-03-01|Eu … 2024-04-02|Eu (33)");
        Select(Regions, "eu").ShouldBe("2024-03-01|Eu … 2024-04-02|Eu (33)");
        Select(Regions, "2024-03-05").ShouldBe("2024-03-05|Asia … 2024-03-05|Us (3)");
        Select(Regions, "day=2024-03-05").ShouldBe("2024-03-05|Asia … 2024-03-05|Us (3)");
    }

    [Fact]
    public void A_range_has_both_its_ends()
    {
        Range(Days, "2024-03-05", "2024-03-07").ShouldBe("2024-03-05 … 2024-03-07 (3)");
        Range(Days, "2024-03-05", "2024-03-05").ShouldBe("2024-03-05");
        Range(Days, null, "2024-03-02").ShouldBe("2024-03-01 … 2024-03-02 (2)");
        Range(Days, "2024-04-01", null).ShouldBe("2024-04-01 … 2024-04-02 (2)");
        Range(Days, null, null).ShouldBe("2024-03-01 … 2024-04-02 (33)");
        Range(Regions, "2024-03-05", "2024-03-06").ShouldBe("2024-03-05|Asia … 2024-03-06|Us (6)");
        Range(Hours, "2024-03-31", "2024-03-31").ShouldBe("2024-03-31-00:00 … 2024-03-31-23:00 (23)");
        Range(Hours, "2024-03-31-03:00", "2024-03-31").ShouldBe("2024-03-31-03:00 … 2024-03-31-23:00 (21)");
        Range(Days, "2024-03", "2024-04").ShouldBe("2024-03-01 … 2024-04-02 (33)");
        Range(Days, "2024", null).ShouldBe("2024-03-01 … 2024-04-02 (33)");
    }

    [Theory]
    [InlineData("2024-03-05|Eu|x", "'2024-03-05|Eu|x' is no key of daily from 2024-03-01 in Europe/Vienna × Region. Write a key for each dimension, such as '2024-03-01|Eu' or 'day=2024-03-01,region=Eu', or name those that you mean.")]
    [InlineData("regoin=eu", "There is no dimension 'regoin'. Did you mean 'region'? Dimensions: day, region.")]
    [InlineData("2024-03-05|euu", "'euu' is no member of Region, which divides by 'region'. Did you mean 'Eu'? Members: Eu, Us, Asia.")]
    [InlineData("region=eu", "'region=eu' leaves 'day' open. Write a key for each dimension, such as '2024-03-01|Eu' or 'day=2024-03-01,region=Eu'.")]
    [InlineData("region=eu,region=us", "'region=eu,region=us' names 'region' twice. Name each dimension once, such as '2024-03-01|Eu' or 'day=2024-03-01,region=Eu'.")]
    [InlineData("2024-02-28|Eu", "'2024-02-28' is no key of 'day', which begins with '2024-03-01'.")]
    [InlineData("2024-04-03|Eu", "'2024-04-03' of 'day' does not exist yet: its window ends at 2024-04-04 00:00 +02:00. The last that exists is '2024-04-02'.")]
    [InlineData("2024-03|Eu", "'2024-03' is no key of 'day', but 31 of its windows. Name one, such as '2024-03-01', or a range from '2024-03' to '2024-03'.")]
    public void A_mistake_shows_what_could_be_written(string text, string message) => Mistake(() => Key(Regions, text)).ShouldBe(message);

    [Fact]
    public void Other_mistakes_are_named_too()
    {
        Mistake(() => Key(PartitionShape.Undivided, "x")).ShouldBe("'x' names a partition, and the asset is not divided into any. Leave it out.");
        Mistake(() => Key(Customers, "ordinray")).ShouldBe("There is no key 'ordinray' in the set 'customers'. Did you mean 'ordinary'? Add it, or name one that is there, such as '/'.");
        Mistake(() => PartitionText.Key(Customers, "x", PartitionSnapshot.At(PartitionSamples.Now))).ShouldBe("There is no key 'x' of 'customer', since the set 'customers' is empty. Add keys to it.");
        Mistake(() => Key(Hours, "2024-03-30")).ShouldBe("'2024-03-30' is no key of 'hour', but 24 of its windows. Name one, such as '2024-03-30-00:00', or a range from '2024-03-30' to '2024-03-30'.");
        Mistake(() => Range(Days, "2024-03-07", "2024-03-05")).ShouldBe("The range from '2024-03-07' to '2024-03-05' of 'day' has no window. Did you mean from '2024-03-05' to '2024-03-07'?");
        Mistake(() => Range(Days, "2024-03-32", null)).ShouldBe("'2024-03-32' is no key of 'day'. Its keys are written 'yyyy-MM-dd', such as '2024-03-01'.");
        Mistake(() => Range(Days, null, "2024-04-20")).ShouldBe("'2024-04-20' of 'day' does not exist yet: its window ends at 2024-04-21 00:00 +02:00. The last that exists is '2024-04-02'.");
        Mistake(() => Range(Customers, "a", "b")).ShouldBe("A range of partitions needs an asset that is divided by time, and this one is divided by customers. Name keys, such as 'key' or 'customer=key'.");
        Mistake(() => Range(PartitionShape.Undivided, "a", "b")).ShouldBe("A range of partitions needs an asset that is divided by time, and this one is not divided at all. Leave the range out.");
    }

    private static string Key(PartitionShape shape, string text) => PartitionText.Key(shape, text, PartitionSamples.Snapshot).Text;

    private static string Select(PartitionShape shape, string text) => Text(PartitionText.Select(shape, text, PartitionSamples.Snapshot));

    private static string Range(PartitionShape shape, string? from, string? to) => Text(PartitionRangeText.Read(shape, from, to, PartitionSamples.Snapshot));

    private static string Text(PartitionSet set) => set.Count == 1 ? set.Keys().Single().Text : $"{set.Keys().First()} … {set.Keys().Last()} ({set.Count})";

    private static string Mistake(Action action) => Should.Throw<DataplatformException>(action).Message;
}
