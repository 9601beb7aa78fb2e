using Dataplatform.Sdk.DuckDb.Lake.Slices;
using FsCheck;
using FsCheck.Fluent;

namespace Dataplatform.Sdk.DuckDb.Tests.Store.Slices;

public sealed class PartitionHeadsTests
{
    [Fact]
    public void What_segments_say_is_a_dictionary() => Prop.ForAll(
        Gen.Zip(Gen.Choose(0, 12).ArrayOf(3), Gen.Choose(0, 3)).ArrayOf(40).ToArbitrary(),
        steps =>
        {
            var heads = PartitionHeads.None;
            var model = new SortedDictionary<string, string>(StringComparer.Ordinal);
            foreach (var (publication, (keys, kind)) in steps.Index())
            {
                var names = keys.Distinct().Select(key => $"k{key}").ToList();
                var isRemoval = kind == 0;
                heads = heads.With($"s{publication}", [.. names.Select(name => Head(name, $"v{publication}", isRemoval))]);
                names.ForEach(name => _ = isRemoval ? model.Remove(name) : (model[name] = $"v{publication}") is not null);

                heads.All.Select(head => (head.Key, head.Version)).ShouldBe(model.Select(pair => (pair.Key, pair.Value)));
                heads.Of(Enumerable.Range(0, 20).Select(key => $"k{key}")).ShouldBe(heads.All);
                heads.Segments.Select(segment => segment.Id).ShouldBeUnique();
            }
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(100).WithReplay(20240229, 1));

    [Fact]
    public void Publishing_one_by_one_writes_each_head_as_often_as_their_number_doubles()
    {
        const int many = 4_096;
        var heads = PartitionHeads.None;
        var written = 0L;
        for (var i = 0; i < many; i++)
        {
            heads = heads.With($"s{i}", [Head($"k{i}", "v", isRemoved: false)]);
            written += heads.Segments[^1].Partitions.Count;
            heads.Segments.Count.ShouldBeLessThanOrEqualTo(13);
        }

        written.ShouldBeLessThanOrEqualTo(many * 7L, "half of the doublings, and the first writing");
    }

    private static LakePartition Head(string key, string version, bool isRemoved) =>
        new() { Key = key, Version = version, Fence = 1, Run = "r", PublishedAt = DateTimeOffset.UnixEpoch, IsRemoved = isRemoved };
}
