using System.Globalization;

namespace Dataplatform.Sdk.DuckDb.Interop;

/// <summary>A logical type, as far as it matters for reading, writing and messages.</summary>
/// <param name="Id">The type.</param>
/// <param name="Storage">What a vector holds: the type itself, or the integer behind a decimal or an enum.</param>
/// <param name="Width">All digits of a decimal.</param>
/// <param name="Scale">Digits after the point of a decimal.</param>
internal sealed record DuckDbType(DuckDbTypeId Id, DuckDbTypeId Storage, byte Width = 0, byte Scale = 0)
{
    /// <summary>The types within: the element of a list or array, the key and value of a map, the fields of a struct.</summary>
    public IReadOnlyList<DuckDbColumn> Children { get; private init; } = [];

    /// <summary>The elements of a value of a fixed-size array.</summary>
    public ulong Size { get; private init; }

    public static DuckDbType Of(DuckDbTypeId id) => new(id, id);

    public static DuckDbType Decimal(byte width, byte scale) => new(
        DuckDbTypeId.Decimal,
        width switch { <= 4 => DuckDbTypeId.SmallInt, <= 9 => DuckDbTypeId.Integer, <= 18 => DuckDbTypeId.BigInt, _ => DuckDbTypeId.HugeInt },
        width,
        scale);

    /// <summary>A type with types within it.</summary>
    /// <param name="id">A list, a struct or a map.</param>
    /// <param name="children">Named as <see cref="ColumnType.Fields"/> are.</param>
    public static DuckDbType Nested(DuckDbTypeId id, IReadOnlyList<DuckDbColumn> children) => Of(id) with { Children = children };

    public static DuckDbType From(LogicalTypeHandle handle)
    {
        var id = DuckDbNative.GetTypeId(handle);
        return id switch
        {
            DuckDbTypeId.Decimal => new(id, DuckDbNative.DecimalInternalType(handle), DuckDbNative.DecimalWidth(handle), DuckDbNative.DecimalScale(handle)),
            DuckDbTypeId.Enum => new(id, DuckDbNative.EnumInternalType(handle)),
            DuckDbTypeId.List => Nested(id, [new(NestedNames.Element, Take(DuckDbNative.ListChildType(handle)))]),
            DuckDbTypeId.Array => Nested(id, [new(NestedNames.Element, Take(DuckDbNative.ArrayChildType(handle)))]) with { Size = DuckDbNative.ArraySize(handle) },
            DuckDbTypeId.Map => Nested(id, [new(NestedNames.Key, Take(DuckDbNative.MapKeyType(handle))), new(NestedNames.Value, Take(DuckDbNative.MapValueType(handle)))]),
            DuckDbTypeId.Struct => Nested(id, [.. Enumerable.Range(0, (int)DuckDbNative.StructChildCount(handle)).Select(i =>
                new DuckDbColumn(NativeText.Take(DuckDbNative.StructChildName(handle, (ulong)i)), Take(DuckDbNative.StructChildType(handle, (ulong)i))))]),
            _ => Of(id),
        };
    }

    public LogicalTypeHandle ToHandle()
    {
        if (Id == DuckDbTypeId.Decimal)
        {
            return DuckDbNative.CreateDecimalType(Width, Scale);
        }

        if (Children.Count == 0)
        {
            return DuckDbNative.CreateLogicalType(Id);
        }

        using var children = new LogicalTypes(Children.Select(child => child.Type));
        return Id switch
        {
            DuckDbTypeId.List => DuckDbNative.CreateListType(children[0]),
            DuckDbTypeId.Map => DuckDbNative.CreateMapType(children[0], children[1]),
            DuckDbTypeId.Struct => DuckDbNative.CreateStructType(children.Pointers, [.. Children.Select(child => child.Name)], (ulong)Children.Count),
            _ => throw new InvalidOperationException($"A vector of {this} is not made here."),
        };
    }

    /// <summary>The type as DuckDB writes it.</summary>
    public override string ToString() => Id switch
    {
        DuckDbTypeId.Decimal => string.Create(CultureInfo.InvariantCulture, $"DECIMAL({Width},{Scale})"),
        DuckDbTypeId.List => $"{Children[0].Type}[]",
        DuckDbTypeId.Array => string.Create(CultureInfo.InvariantCulture, $"{Children[0].Type}[{Size}]"),
        DuckDbTypeId.Map => $"MAP({Children[0].Type}, {Children[1].Type})",
        DuckDbTypeId.Struct => $"STRUCT({string.Join(", ", Children.Select(child => $"\"{child.Name.Replace("\"", "\"\"", StringComparison.Ordinal)}\" {child.Type}"))})",
        DuckDbTypeId.TimestampSeconds => "TIMESTAMP_S",
        DuckDbTypeId.TimestampMilliseconds => "TIMESTAMP_MS",
        DuckDbTypeId.TimestampNanoseconds => "TIMESTAMP_NS",
        DuckDbTypeId.TimestampTz => "TIMESTAMP WITH TIME ZONE",
        DuckDbTypeId.TimeTz => "TIME WITH TIME ZONE",
        DuckDbTypeId.TimeNanoseconds => "TIME_NS",
        DuckDbTypeId.SqlNull => "NULL",
        _ => Id.ToString().ToUpperInvariant(),
    };

    private static DuckDbType Take(LogicalTypeHandle handle)
    {
        using (handle)
        {
            return From(handle);
        }
    }
}
