namespace Dataplatform.Sdk.Catalog;

/// <summary>What a check declares.</summary>
/// <param name="Asset">The asset that it checks.</param>
/// <param name="Name">Its name, unique among the checks of the asset: the method's name in snake_case.</param>
public sealed record CheckDefinition(AssetKey Asset, string Name)
{
    /// <summary>How bad a failure is.</summary>
    /// <value>Default: <see cref="CheckSeverity.Error"/>.</value>
    public CheckSeverity Severity { get; init; } = CheckSeverity.Error;

    /// <summary>Whether a failure of severity <see cref="CheckSeverity.Error"/> keeps what was checked from being published.</summary>
    /// <value>Default: true.</value>
    public bool IsBlocking { get; init; } = true;

    /// <summary>One or two sentences for people.</summary>
    /// <value>Default: null.</value>
    public string? Description { get; init; }
}
