using Dataplatform.Sdk.Partitions;

namespace Dataplatform.Sdk.DuckDb.Lake.Slices;

/// <summary>Removes what is published of partitions: a segment says that they are gone.</summary>
internal static class LakeSliceWipe
{
    /// <summary>Removes some partitions; with the last of them the asset.</summary>
    /// <returns>How many were published.</returns>
    public static async Task<int> RunAsync(OpenLake lake, AssetKey key, IReadOnlyList<PartitionKey> partitions, CancellationToken cancellationToken)
    {
        var id = Guid.CreateVersion7(lake.Clock.GetUtcNow()).ToString("N");
        IReadOnlyList<LakePartition> gone = [];
        PartitionHeads before = PartitionHeads.None, after = PartitionHeads.None;
        LakeHead? left = null;
        using (VersionLease.Begin(lake.Folder, id, key.Path))
        {
            await lake.ChangeHeadsAsync(
                heads =>
                {
                    if (lake.ReadPartitions(key.Path) is not var (head, published) || (gone = published.Of(partitions.Select(partition => partition.Text))).Count == 0)
                    {
                        return heads;
                    }

                    var assets = new SortedDictionary<string, LakeHead>(heads.Assets, StringComparer.Ordinal);
                    assets.Remove(key.Path);
                    if (gone.Count < head.Partitions!.Count)
                    {
                        (before, after) = (published, published.With(id, [.. gone.Select(partition => partition with { Files = [], IsRemoved = true })]));
                        assets[key.Path] = left = Without(head, gone, after);
                        foreach (var segment in after.Segments.Except(before.Segments))
                        {
                            lake.Segments.Write(head.Folder!, segment);
                        }

                        DiskSync.Folder(lake.Segments.FolderOf(head.Folder!));
                    }

                    return new LakeHeads { Assets = assets, Revoked = new(heads.Revoked, StringComparer.Ordinal) };
                },
                cancellationToken);
            if (left is not null)
            {
                lake.Segments.Remember(left.Folder!, after);
                lake.Segments.Delete(left.Folder!, before.Segments.Except(after.Segments));
                lake.Replaced.Drop(left.Id, left.Partitions!.Sequence, [.. gone.SelectMany(partition => partition.Files).Select(file => lake.Folder.Full($"{left.Folder}/{file}"))]);
            }
        }

        lake.Sweeper.TryDrop(id, key.Path);
        lake.Sweeper.DropOld(key.Path);
        return gone.Count;
    }

    private static LakeHead Without(LakeHead head, IReadOnlyList<LakePartition> gone, PartitionHeads left)
    {
        var all = SliceTotals.Of(head).Without(gone);
        return head with
        {
            Rows = head.Rows is null ? null : all.Rows,
            DataVersion = head.DataVersion is null ? null : all.ContentText,
            Partitions = head.Partitions! with { Count = all.Partitions, Content = all.ContentText, Sequence = head.Partitions.Sequence + 1, Segments = left.Names },
        };
    }
}
