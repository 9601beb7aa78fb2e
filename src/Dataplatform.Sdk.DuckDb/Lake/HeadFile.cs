using System.Text.Json;

namespace Dataplatform.Sdk.DuckDb.Lake;

/// <summary>Reads and replaces the head file.</summary>
/// <param name="folder">The store's folder.</param>
internal sealed class HeadFile(LakeFolder folder)
{
    private readonly Lock _gate = new();
    private byte[] _bytes = [];
    private LakeHeads? _heads;

    public bool Exists => File.Exists(folder.HeadFile);

    /// <summary>What is published now. The file is read each time, because others write it too; it is parsed when it has changed.</summary>
    /// <exception cref="DataplatformException">The file is damaged, gone, or of a newer layout.</exception>
    public LakeHeads Read()
    {
        var bytes = ReadBytes();
        lock (_gate)
        {
            if (_heads is null || !bytes.AsSpan().SequenceEqual(_bytes))
            {
                (_heads, _bytes) = (Parse(bytes), bytes);
            }

            return _heads;
        }
    }

    /// <summary>Replaces the file. Called under the lock of those who publish.</summary>
    public void Write(LakeHeads heads)
    {
        using (var file = new FileStream(folder.NextHeadFile, FileMode.Create, FileAccess.Write, FileShare.None))
        {
            JsonSerializer.Serialize(file, heads, LakeJson.Default.LakeHeads);
            file.Flush(flushToDisk: true);
        }

        File.Move(folder.NextHeadFile, folder.HeadFile, overwrite: true);
        DiskSync.Folder(folder.Root);
    }

    /// <summary>Drops what is left of a replacement that never happened. Called under the same lock.</summary>
    public void DropLeftover() => File.Delete(folder.NextHeadFile);

    private byte[] ReadBytes()
    {
        try
        {
            using var file = new FileStream(folder.HeadFile, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            var bytes = new byte[file.Length];
            file.ReadExactly(bytes);
            return bytes;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new DataplatformException($"The head file of the store, '{folder.HeadFile}', cannot be read. Restore it from a backup, or run again in an empty folder. ({e.Message})", e);
        }
    }

    private LakeHeads Parse(byte[] bytes)
    {
        LakeHeads? heads;
        try
        {
            heads = JsonSerializer.Deserialize(bytes, LakeJson.Default.LakeHeads);
        }
        catch (JsonException e)
        {
            throw new DataplatformException($"The head file of the store, '{folder.HeadFile}', is damaged. Restore it from a backup, or move the folder away and run again. ({e.Message})", e);
        }

        return heads?.Layout == LakeHeads.CurrentLayout
            ? new LakeHeads { Assets = new(heads.Assets, StringComparer.Ordinal), Revoked = new(heads.Revoked, StringComparer.Ordinal) }
            : throw new DataplatformException($"The store '{folder.Root}' was written by a newer Dataplatform.Sdk (layout {heads?.Layout}, known is {LakeHeads.CurrentLayout}). Update the package.");
    }
}
