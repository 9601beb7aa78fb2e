namespace Dataplatform.Sdk;

/// <summary>What a column means to the store, beyond its value.</summary>
public enum ColumnRole
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>When the version of the row began; see <see cref="ValidFromAttribute"/>.</summary>
    ValidFrom,

    /// <summary>When the version of the row ended; see <see cref="ValidToAttribute"/>.</summary>
    ValidTo,
}
