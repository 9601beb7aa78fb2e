using System.Text;
using Dataplatform.Sdk.Catalog;
using Dataplatform.Sdk.Graph;

namespace Dataplatform.Sdk.Testing;

/// <summary>The graph as text, always in the same order, so that a pull request shows what it changes.</summary>
/// <example><code>GraphSnapshot.Of(JaffleShopAssetRegistration.Catalog).Matches("graph.txt");</code></example>
public sealed class GraphSnapshot
{
    private readonly string _text;

    private GraphSnapshot(string text) => _text = text;

    /// <summary>Writes the assets of some catalogs: of an assembly and of those that it reads from.</summary>
    /// <param name="catalogs">The catalogs, from the generated registrations.</param>
    /// <exception cref="GraphException">The assets do not make a graph.</exception>
    /// <example><code>GraphSnapshot.Of(JaffleShopAssetRegistration.Catalog).ToString()</code></example>
    public static GraphSnapshot Of(params IEnumerable<AssetCatalog> catalogs)
    {
        var text = new StringBuilder();
        foreach (var asset in AssetGraph.Build(catalogs).Assets.OrderBy(asset => asset.Key))
        {
            Write(text, asset);
        }

        return new GraphSnapshot(text.ToString());
    }

    /// <summary>Writes the assets of an app, as its <c>Program</c> adds them.</summary>
    /// <param name="builder">The app's builder; it can still make its app.</param>
    /// <exception cref="GraphException">The assets do not make a graph.</exception>
    /// <example>
    /// <code>
    /// var builder = DataplatformApp.CreateBuilder([]);
    /// builder.AddAssets();
    /// GraphSnapshot.Of(builder).Matches("graph.txt");
    /// </code>
    /// </example>
    public static GraphSnapshot Of(DataplatformAppBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        return Of(builder.Catalogs);
    }

    /// <summary>Compares with a checked-in file. On a difference writes <c>NAME.received.txt</c> beside it.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="AssetTestException">The graph is another one; the message has the lines, and says how to accept them.</exception>
    /// <example><code>snapshot.Matches("../../../graph.txt");</code></example>
    public void Matches(string path)
    {
        var received = Path.Combine(Path.GetDirectoryName(Path.GetFullPath(path))!, $"{Path.GetFileNameWithoutExtension(path)}.received.txt");
        var approved = File.Exists(path) ? File.ReadAllText(path).ReplaceLineEndings("\n") : string.Empty;
        if (approved == _text)
        {
            File.Delete(received);
            return;
        }

        File.WriteAllText(received, _text);
        throw new AssetTestException(
            $"The graph is not the one in '{path}':\n{LineDifference.Between(approved, _text)}\nIf it is meant to be so, put '{received}' in its place.");
    }

    /// <summary>The text.</summary>
    /// <example><code>snapshot.ToString()</code></example>
    public override string ToString() => _text;

    private static void Write(StringBuilder text, AssetNode asset)
    {
        var definition = asset.Definition;
        var what = definition.IsExternal ? "external" : definition.Kind == ValueKind.Rows ? definition.As.ToString().ToLowerInvariant() : definition.Kind.ToString().ToLowerInvariant();
        text.Append(asset.Key.Path).Append(" (").Append(what).Append(definition.IsPublic ? string.Empty : ", internal").Append(")\n");
        foreach (var column in definition.Rows?.Schema.Columns ?? [])
        {
            text.Append("  ").Append(column.Name).Append(' ').Append(column.Type).Append(column.IsNullable ? " null" : string.Empty).Append('\n');
        }

        if (definition.Kind == ValueKind.Artifact)
        {
            text.Append("  value ").Append(definition.ValueType).Append('\n');
        }

        Line(text, "writes", definition.Write.KeepsRows ? [definition.Write.ToString()] : []);
        Line(text, "reads", asset.Step.Inputs.Select(input => $"{input.Key}{(input.IsSelf ? " (self)" : string.Empty)}{(input.IsOptional ? " (optional)" : string.Empty)}"));
        Line(text, "after", asset.Step.After.Select(key => key.Path));
        Line(text, "owners", definition.Owners);
        Line(text, "group", [definition.Group]);
        Line(text, "tags", definition.Tags);
        text.Append('\n');
    }

    private static void Line(StringBuilder text, string name, IEnumerable<string> values)
    {
        var joined = string.Join(", ", values.Order(StringComparer.Ordinal));
        if (joined.Length > 0)
        {
            text.Append("  ").Append(name).Append(": ").Append(joined).Append('\n');
        }
    }
}
