namespace Dataplatform.Sdk.Testing.Tests;

internal readonly record struct AlbumId(long Value);

[Contract]
internal sealed record Shot(string Title, IReadOnlyList<int> Light);

[Contract]
internal sealed record Album(AlbumId Id, IReadOnlyList<Shot?> Shots, IReadOnlyDictionary<string, Shot?> Places);

[Domain("albums")]
internal static class AlbumAssets
{
    [Asset]
    internal static IReadOnlyList<Album> Drafts() => [];

    [Asset]
    internal static Sql<Album> Albums(Table<Album> drafts) => $"select id, shots, places from {drafts}";
}
