namespace Dataplatform.Sdk;

/// <summary>The typed key of an asset made of rows; generated as a member of a catalog, such as <c>SalesCatalog.RawOrders</c>.</summary>
/// <typeparam name="T">The contract of a row.</typeparam>
/// <param name="Key">The key without its type.</param>
public readonly record struct TableKey<T>(AssetKey Key)
{
    /// <summary>Forgets the row type.</summary>
    public static implicit operator AssetKey(TableKey<T> key) => key.Key;

    /// <summary>The whole key, <c>domain/name</c>.</summary>
    public override string ToString() => Key.Path;
}
