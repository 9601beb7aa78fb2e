using System.Globalization;
using Dataplatform.Sdk.Partitions;
using Dataplatform.Sdk.Tests.Fakes;
using FsCheck;
using FsCheck.Fluent;

namespace Dataplatform.Sdk.Tests.Partitions;

public sealed class PartitionSetTests
{
    private static readonly Gen<(PartitionShape Shape, List<PartitionKey> Left, List<PartitionKey> Right)> Pairs =
        from shape in PartitionSamples.Shapes
        from left in PartitionSamples.KeysOf(shape)
        from right in PartitionSamples.KeysOf(shape)
        select (shape, left, right);

    [Fact]
    public void The_algebra_is_that_of_a_naive_set() => Laws.Hold(Pairs, sample =>
    {
        var (left, right) = (PartitionSet.Of(sample.Shape, sample.Left), PartitionSet.Of(sample.Shape, sample.Right));
        var (some, others) = (sample.Left.ToHashSet(), sample.Right.ToHashSet());

        left.Keys().ShouldBe(some, ignoreOrder: true);
        left.Union(right).Keys().ShouldBe(some.Union(others), ignoreOrder: true);
        left.Intersect(right).Keys().ShouldBe(some.Intersect(others), ignoreOrder: true);
        left.Except(right).Keys().ShouldBe(some.Except(others), ignoreOrder: true);
        left.Count.ShouldBe(some.Count);
        left.IsSubsetOf(right).ShouldBe(some.IsSubsetOf(others));
        left.Equals(right).ShouldBe(some.SetEquals(others));
        others.ShouldAllBe(key => left.Contains(key) == some.Contains(key));
    });

    [Fact]
    public void Keys_come_in_the_order_of_time() => Laws.Hold(Pairs, sample =>
    {
        var set = PartitionSet.Of(sample.Shape, sample.Left);
        long Start(PartitionKey key) => sample.Shape.Windows is { } windows ? windows.StartOf(windows.Find(sample.Shape.Split(key)!.Value.Time)) : 0;

        set.Keys().Select(Start).ShouldBe(set.Keys().Select(Start).Order());
        set.Keys(newestFirst: true).Select(Start).ShouldBe(set.Keys().Select(Start).OrderDescending());
        set.Keys(newestFirst: true).ShouldBe(set.Keys(), ignoreOrder: true);
    });

    [Fact]
    public void A_text_reads_back_as_the_same_set() => Laws.Hold(Pairs, sample =>
    {
        var set = PartitionSet.Of(sample.Shape, sample.Left);

        PartitionSetText.Read(sample.Shape, PartitionSetText.Write(set)).ShouldBe(set);
    });

    [Fact]
    public void Hostile_keys_survive_in_every_place()
    {
        foreach (var definition in new PartitionsDefinition[] { new(PartitionSamples.Customer), new(PartitionSamples.Day, PartitionSamples.Customer), new(PartitionSamples.Customer, PartitionSamples.Region) })
        {
            var shape = PartitionShape.Of(definition);
            var all = PartitionSet.Existing(shape, PartitionSamples.Snapshot);

            all.Keys().Select(key => key.Text).Distinct().LongCount().ShouldBe(all.Count);
            PartitionSet.Of(shape, all.Keys()).ShouldBe(all);
            PartitionSetText.Read(shape, PartitionSetText.Write(all)).ShouldBe(all);
        }
    }

    // A change here breaks what older versions have written: it needs a new version of the form, and the old one must still be read.
    [Fact]
    public void The_form_is_kept()
    {
        var day = PartitionShape.Of(new(PartitionSamples.Day));
        var regions = PartitionShape.Of(new(PartitionSamples.Day, PartitionSamples.Region));
        var customers = PartitionShape.Of(new(PartitionSamples.Customer));
        string[] lines =
        [
            PartitionSetText.Write(PartitionSet.None(day)),
            PartitionSetText.Write(PartitionSet.Of(day, [new("2024-03-01"), new("2024-03-02"), new("2024-03-31")])),
            PartitionSetText.Write(PartitionSet.Of(regions, [new("2024-03-01|Eu"), new("2024-03-01|Us"), new("2024-03-05|Asia")])),
            PartitionSetText.Write(PartitionSet.Of(customers, PartitionSamples.HostileKeys[..12].Select(key => new PartitionKey(key)))),
            PartitionSetText.Write(PartitionSet.Existing(PartitionShape.Undivided, PartitionSamples.Snapshot)),
        ];

        string.Join('\n', lines).ShouldBe("""
            1
            1;kBzO-jkwoAUX:
            1;kByO_DkY:Asia;kBzO-jkY:Eu,Us
            1;:",%25,%25257C,%257C,',%2C,/,%3B,a=b,a|b,x%2Cregion=Eu,|
            1;:
            """);
    }

    [Fact]
    public void What_the_definition_no_longer_has_is_left_out_when_a_text_is_read()
    {
        var before = PartitionShape.Of(new(PartitionSamples.Day, PartitionSamples.Region));
        var text = PartitionSetText.Write(PartitionSet.Of(before, [new("2024-03-01|Eu"), new("2024-03-09|Us"), new("2024-03-09|Eu"), new("2024-03-10|Us")]));
        var after = PartitionShape.Of(new(PartitionSamples.Day with { Start = "2024-03-05" }, PartitionSamples.Region with { Members = "Us Asia" }));
        var weeks = PartitionShape.Of(new(PartitionSamples.Week, PartitionSamples.Region));

        PartitionSetText.Read(after, text).Keys().Select(key => key.Text).ShouldBe(["2024-03-09|Us", "2024-03-10|Us"]);
        PartitionSetText.Read(weeks, text).IsEmpty.ShouldBeTrue("two days are no whole week");
        PartitionSetText.Read(PartitionShape.Of(new(PartitionSamples.Region)), text).IsEmpty.ShouldBeTrue("a day of a region is not the whole region");
    }

    [Theory]
    [InlineData("2;x:", "A set of partitions was written in the form '2', and this version reads the form '1'.")]
    [InlineData("1;!:", "The text of a set of partitions is damaged: '1;!:'.")]
    [InlineData("1;x", "The text of a set of partitions is damaged: '1;x'.")]
    public void Damaged_texts_are_named(string text, string message) =>
        Should.Throw<DataplatformException>(() => PartitionSetText.Read(PartitionShape.Of(new(PartitionSamples.Day)), text)).Message.ShouldStartWith(message);

    [Theory]
    [InlineData("2024-03-01", "'2024-03-01' is no key of daily from 2024-03-01 in Europe/Vienna × Region. It needs a key for each of 'day', 'region', such as '2024-03-01|Eu'.")]
    [InlineData("2024-03-01|eu", "'eu' is no member of Region, which divides by 'region'. Did you mean 'Eu'? Members: Eu, Us, Asia.")]
    [InlineData("2024-02-29|Eu", "'2024-02-29' is no key of 'day', which begins with '2024-03-01'.")]
    public void A_key_that_cannot_be_is_refused(string key, string message)
    {
        var shape = PartitionShape.Of(new(PartitionSamples.Day, PartitionSamples.Region));

        Should.Throw<DataplatformException>(() => PartitionSet.Of(shape, [new PartitionKey(key)])).Message.ShouldBe(message);
        PartitionSet.Existing(shape, PartitionSamples.Snapshot).Contains(new(key)).ShouldBeFalse();
    }

    [Fact]
    public void What_exists_moves_with_the_clock()
    {
        var shape = PartitionShape.Of(new(PartitionSamples.Day, PartitionSamples.Region));
        long Count(string now) => PartitionSet.Existing(shape, PartitionSamples.Snapshot with { Now = DateTimeOffset.Parse(now, CultureInfo.InvariantCulture) }).Count;

        Count("2024-03-01T22:59:59Z").ShouldBe(0);
        Count("2024-03-01T23:00:00Z").ShouldBe(3);
        Count("2024-04-01T21:59:59Z").ShouldBe(3 * 31);
        Count("2024-04-01T22:00:00Z").ShouldBe(3 * 32);
    }

    [Fact]
    public void Sets_of_different_definitions_are_not_mixed() =>
        Should.Throw<InvalidOperationException>(() => PartitionSet.None(PartitionShape.Of(new(PartitionSamples.Day))).Union(PartitionSet.None(PartitionShape.Of(new(PartitionSamples.Week)))));
}
