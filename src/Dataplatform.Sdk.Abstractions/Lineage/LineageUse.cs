namespace Dataplatform.Sdk.Lineage;

/// <summary>What a source column is used for. <see cref="Value"/> is a direct edge of lineage, all others are indirect.</summary>
[Flags]
public enum LineageUse
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>The value is computed from it.</summary>
    Value = 1,

    /// <summary>It decides which rows there are: <c>where</c>, <c>having</c>, <c>qualify</c>, <c>filter</c>, <c>exists</c>, <c>intersect</c>, <c>except</c>.</summary>
    Filter = 2,

    /// <summary>Rows are joined by it.</summary>
    Join = 4,

    /// <summary>Rows are grouped by it.</summary>
    Group = 8,

    /// <summary>A window is partitioned, ordered or bounded by it.</summary>
    Window = 16,

    /// <summary>Rows, or the values of an aggregate, are ordered by it.</summary>
    Order = 32,

    /// <summary>Rows that are alike in it count once: <c>distinct</c>, <c>union</c>.</summary>
    Distinct = 64,

    /// <summary>It says how many rows are taken: <c>limit</c>, <c>offset</c>.</summary>
    Limit = 128,

    /// <summary>Each of its elements becomes a row: <c>unnest</c>.</summary>
    Unnest = 256,
}
