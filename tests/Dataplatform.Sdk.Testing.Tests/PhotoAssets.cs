namespace Dataplatform.Sdk.Testing.Tests;

[Contract]
public sealed record Photo(long PhotoId, byte[] Content, DateTimeOffset TakenAt, string? Title, decimal Weight);

[Domain("photos")]
public static class PhotoAssets
{
    [Asset]
    public static IReadOnlyList<Photo> Taken() => [];

    [Asset]
    public static Sql<Photo> Kept(Table<Photo> taken) => $"select * from {taken} where title is not null";
}
