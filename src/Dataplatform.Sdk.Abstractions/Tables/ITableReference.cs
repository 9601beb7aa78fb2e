namespace Dataplatform.Sdk;

/// <summary>An input that a query may name.</summary>
public interface ITableReference
{
    /// <summary>The asset.</summary>
    AssetKey Key { get; }

    /// <summary>The name under which the step sees it: the parameter in snake_case.</summary>
    string InputName { get; }
}
