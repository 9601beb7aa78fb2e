namespace Dataplatform.Sdk.Analyzers.Tests.CodeVersions;

/// <summary>An edit of the sample and the steps whose version changes with it.</summary>
/// <param name="Name">What is done.</param>
/// <param name="Stale">The steps that are to be computed again: <c>SalesAssets.RawOrders</c>.</param>
/// <param name="Apply">Does it.</param>
internal sealed record VersionEdit(string Name, string[] Stale, Func<VersionBuild, VersionBuild> Apply)
{
    /// <summary>Replaces every occurrence of a text in a file; it must be there.</summary>
    public static VersionEdit Of(string name, string[] stale, string file, string old, string @new) => new(name, stale, build =>
    {
        build.Files[file].ShouldContain(old, customMessage: name);
        return build.With(file, build.Files[file].Replace(old, @new, StringComparison.Ordinal));
    });

    public VersionEdit And(string file, string old, string @new) =>
        this with { Apply = build => Of(Name, Stale, file, old, @new).Apply(Apply(build)) };

    public override string ToString() => Name;
}
