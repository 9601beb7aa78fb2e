using Dataplatform.Sdk.Stores;
using static Dataplatform.Sdk.Testing.StoreUnderTest;

namespace Dataplatform.Sdk.Testing;

/// <summary>Assets that are one value.</summary>
internal static class ArtifactCases
{
    public static IReadOnlyList<StoreContractCase> All { get; } =
    [
        new("a value comes back", "A value comes back byte by byte, and its size is known.", StoreCapabilities.None, ComesBackAsync),
        new("a staged value is invisible", "A value that is staged is seen by nobody.", StoreCapabilities.None, StagedAsync),
        new("a value is not rows", "Rows are not read as a value and a value not as rows; the message names the asset.", StoreCapabilities.None, NotRowsAsync),
        new("an asset changes its kind", "A table may become a value and the value a table.", StoreCapabilities.None, KindChangesAsync),
    ];

    private static async Task ComesBackAsync(StoreUnderTest store)
    {
        foreach (var value in new[] { "", "{\"slope\":1}", "a value with \0 and 🦆", new string('x', 3_000_000) })
        {
            await using var session = await store.BeginAsync();
            var staged = await store.StageValueAsync(session, Model, value);
            Expect.Equal((long)System.Text.Encoding.UTF8.GetByteCount(value), staged.Bytes, "The size of a value");
            Expect.Equal(null, staged.Rows, "The number of rows of a value");
            await session.PublishAsync([staged], store.Cancellation);
            await using var reader = await store.BeginAsync();
            Expect.That(await reader.ReadArtifactAsync(Model, TextArtifact.Codec, store.Cancellation) == value, $"A value of {staged.Bytes} bytes came back changed.");
        }

        Expect.Equal(null, (await store.HeadAsync(Model))?.Rows, "The number of rows of a published value");
    }

    private static async Task StagedAsync(StoreUnderTest store)
    {
        await using var session = await store.BeginAsync();
        await store.StageValueAsync(session, Model, "staged");
        await Expect.FailsAsync(async () => await session.ReadArtifactAsync(Model, TextArtifact.Codec, store.Cancellation), "Reading a value that is only staged", Model.Path);
        Expect.That(!await session.IsPublishedAsync(Model, store.Cancellation), "A staged value counts as published.");
    }

    private static async Task NotRowsAsync(StoreUnderTest store)
    {
        await store.PublishAsync(Orders, ContractRow.Some(1));
        await using var session = await store.BeginAsync();
        await session.PublishAsync([await store.StageValueAsync(session, Model, "one")], store.Cancellation);
        await Expect.FailsAsync(async () => await session.ReadArtifactAsync(Orders, TextArtifact.Codec, store.Cancellation), "Reading a table as a value", Orders.Path);
        await Expect.FailsAsync(async () => await session.BindAsync(new InputBinding.Published(Model, "m"), store.Cancellation), "Binding a value as rows", Model.Path);
    }

    private static async Task KindChangesAsync(StoreUnderTest store)
    {
        await store.PublishAsync(Orders, ContractRow.Some(1));
        await using var session = await store.BeginAsync();
        await session.PublishAsync([await store.StageValueAsync(session, Orders, "now a value")], store.Cancellation);
        Expect.Equal("now a value", await session.ReadArtifactAsync(Orders, TextArtifact.Codec, store.Cancellation), "The value that was a table");
        await session.PublishAsync([await store.StageAsync(session, Orders, ContractRow.Some(2))], store.Cancellation);
        Expect.Rows(ContractRow.Some(2), await store.ReadAsync<ContractRow>(Orders), "The table that was a value");
    }
}
