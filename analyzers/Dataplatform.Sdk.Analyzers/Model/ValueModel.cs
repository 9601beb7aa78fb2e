namespace Dataplatform.Sdk.Analyzers.Model;

/// <summary>The type of a column, or of a value within one.</summary>
internal sealed record ValueModel
{
    /// <summary>The member of <c>ColumnKind</c>; of a wrapper that of the value in it.</summary>
    public required string Kind { get; init; }

    /// <summary>The C# type with <c>global::</c>, without its nullable form.</summary>
    public required string Type { get; init; }

    public int Precision { get; init; }

    public int Scale { get; init; }

    public bool IsNullable { get; init; }

    /// <summary>Whether the C# type is <c>Nullable&lt;T&gt;</c>.</summary>
    public bool IsNullableValue { get; init; }

    public EnumModel? Enum { get; init; }

    /// <summary>What a wrapper holds; null for other types.</summary>
    public ValueModel? Wrapped { get; init; }

    /// <summary>The property of a wrapper that holds the value.</summary>
    public string? WrappedMember { get; init; }

    /// <summary>The element of a list; the key and the value of a map.</summary>
    public EquatableArray<ValueModel> Parts { get; init; }

    /// <summary>The contract of a record as C# writes it; its columns are its own file's business.</summary>
    public string? Contract { get; init; }

    /// <summary>The value without the wrappers around it.</summary>
    public ValueModel Bare => Wrapped?.Bare ?? this;

    /// <summary>Whether the batch holds other values within this one.</summary>
    public bool IsNested => Kind is "List" or "Map" or "Struct";
}
