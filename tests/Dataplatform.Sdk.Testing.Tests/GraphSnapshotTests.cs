using Dataplatform.Sdk.TestApp;

namespace Dataplatform.Sdk.Testing.Tests;

public sealed class GraphSnapshotTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("snapshot-").FullName;

    private static GraphSnapshot Snapshot => GraphSnapshot.Of(DataplatformSdkTestAppAssetRegistration.Catalog);

    [Fact]
    public void An_asset_is_a_block_with_columns_inputs_and_group() => Snapshot.ToString().ShouldContain("""
        numbers/large (view)
          generation int64
          value int64
          reads: numbers/wide
          group: number

        """.ReplaceLineEndings("\n"));

    [Fact]
    public void A_difference_is_written_beside_the_file_and_goes_when_it_is_accepted()
    {
        var path = Path.Combine(_folder, "graph.txt");
        var received = Path.Combine(_folder, "graph.received.txt");
        File.WriteAllText(path, Snapshot.ToString().Replace("  reads: numbers/wide\n", string.Empty, StringComparison.Ordinal));

        var problem = Should.Throw<AssetTestException>(() => Snapshot.Matches(path));
        File.Move(received, path, overwrite: true);
        Snapshot.Matches(path);

        problem.Message.ShouldContain("+   reads: numbers/wide");
        problem.Message.ShouldContain(received);
        File.Exists(received).ShouldBeFalse();
    }

    [Fact]
    public void An_app_is_written_as_its_builder_adds_it()
    {
        var builder = DataplatformApp.CreateBuilder([]);
        builder.AddCatalog(DataplatformSdkTestAppAssetRegistration.Catalog);

        GraphSnapshot.Of(builder).ToString().ShouldBe(Snapshot.ToString());
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);
}
