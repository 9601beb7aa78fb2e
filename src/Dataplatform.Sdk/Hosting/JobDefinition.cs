using Dataplatform.Sdk.Selection;

namespace Dataplatform.Sdk.Hosting;

/// <summary>A named selection. One given as text is parsed when it is needed, so that a mistake in it is told like any other.</summary>
internal sealed record JobDefinition(string Name, Func<AssetSelection> Selection);
