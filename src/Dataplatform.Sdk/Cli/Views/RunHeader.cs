namespace Dataplatform.Sdk.Cli.Views;

/// <summary>What is said before a run.</summary>
/// <param name="App">The app's name.</param>
/// <param name="Environment">Development, Production …</param>
/// <param name="Stores">Where the assets go: files or servers.</param>
internal sealed record RunHeader(string App, string Environment, IReadOnlyList<string> Stores);
