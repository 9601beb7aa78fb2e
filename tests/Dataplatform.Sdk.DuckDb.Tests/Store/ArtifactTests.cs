using Dataplatform.Sdk.DuckDb.Tests.Contracts;
using Dataplatform.Sdk.Stores;

namespace Dataplatform.Sdk.DuckDb.Tests.Store;

public sealed class ArtifactTests : StoreTest
{
    private static readonly AssetKey Model = new("ml/model");

    [Theory]
    [InlineData("")]
    [InlineData("a value with \0 and 🦆")]
    public async Task A_value_comes_back_as_it_was(string value)
    {
        await PublishValueAsync(value);
        await using var session = await BeginAsync();
        (await session.ReadArtifactAsync(Model, TextCodec.Instance, CancellationToken.None)).ShouldBe(value);
    }

    [Fact]
    public async Task A_large_value_has_its_size()
    {
        var staged = await PublishValueAsync(new string('x', 5_000_000));
        staged.Bytes.ShouldBe(5_000_000);
        staged.Rows.ShouldBeNull();
    }

    [Fact]
    public async Task A_value_is_replaced_and_the_old_one_goes()
    {
        await PublishValueAsync("one");
        await PublishValueAsync("two");
        await using var session = await BeginAsync();
        (await session.ReadArtifactAsync(Model, TextCodec.Instance, CancellationToken.None)).ShouldBe("two");
        Ask("select count(*) from _dataplatform.artifacts")[0][0].ShouldBe(1L);
    }

    [Fact]
    public async Task A_staged_value_is_seen_by_nobody_and_gone_with_its_session()
    {
        await using (var session = await BeginAsync())
        {
            await session.StageArtifactAsync(new StageTarget(Model), TextCodec.Instance, "one", CancellationToken.None);
            (await Should.ThrowAsync<DataplatformException>(session.ReadArtifactAsync(Model, TextCodec.Instance, CancellationToken.None).AsTask()))
                .Message.ShouldBe("'ml/model' was never published. Materialize it first.");
        }

        Ask("select count(*) from _dataplatform.artifacts")[0][0].ShouldBe(0L);
    }

    [Fact]
    public async Task Rows_are_not_a_value_and_a_value_is_not_rows()
    {
        await PublishAsync(Orders, Some(1));
        await PublishValueAsync("one");
        await using var session = await BeginAsync();
        (await Should.ThrowAsync<DataplatformException>(session.ReadArtifactAsync(Orders, TextCodec.Instance, CancellationToken.None).AsTask()))
            .Message.ShouldContain("published as a table");
        (await Should.ThrowAsync<DataplatformException>(session.BindAsync(new InputBinding.Published(Model, "m"), CancellationToken.None).AsTask()))
            .Message.ShouldContain("published as a value");
    }

    private async Task<StagedAsset> PublishValueAsync(string value)
    {
        await using var session = await BeginAsync();
        var staged = await session.StageArtifactAsync(new StageTarget(Model), TextCodec.Instance, value, CancellationToken.None);
        await session.PublishAsync([staged], CancellationToken.None);
        return staged;
    }
}
