using System.Globalization;

namespace Dataplatform.Sdk;

/// <summary>The type of a column or parameter.</summary>
/// <param name="Kind">The kind of value.</param>
/// <param name="Precision">All digits of a decimal; 0 otherwise.</param>
/// <param name="Scale">Digits after the point of a decimal; 0 otherwise.</param>
public readonly record struct ColumnType(ColumnKind Kind, int Precision = 0, int Scale = 0)
{
    private readonly IReadOnlyList<ColumnSchema>? _fields;

    /// <summary>The precision of a <see cref="decimal"/> member without <see cref="DecimalAttribute"/>.</summary>
    public const int DefaultPrecision = 28;

    /// <summary>The scale of a <see cref="decimal"/> member without <see cref="DecimalAttribute"/>.</summary>
    public const int DefaultScale = 10;

    /// <summary>
    /// The values within: the fields of a struct, the <c>element</c> of a list, the <c>key</c> and the <c>value</c> of a map;
    /// none for any other kind.
    /// </summary>
    public IReadOnlyList<ColumnSchema> Fields
    {
        get => _fields ?? [];
        private init => _fields = value;
    }

    /// <summary>The kind in lower case; with precision and scale for a decimal.</summary>
    internal string ShortName => Kind == ColumnKind.Decimal
        ? string.Create(CultureInfo.InvariantCulture, $"decimal({Precision},{Scale})")
        : Kind.ToString().ToLowerInvariant();

    /// <summary>Where a value within is, seen from the table: <c>lines[]</c>, <c>address.city</c>.</summary>
    /// <param name="path">Where the value of this type is.</param>
    /// <param name="field">One of <see cref="Fields"/>.</param>
    internal string PathOf(string path, ColumnSchema field) => Kind == ColumnKind.List ? path + NestedNames.Elements : $"{path}.{field.Name}";

    /// <summary>A decimal type.</summary>
    public static ColumnType Decimal(int precision, int scale) => new(ColumnKind.Decimal, precision, scale);

    /// <summary>A list.</summary>
    /// <param name="element">The type of an element; its name is of no importance.</param>
    public static ColumnType List(ColumnSchema element)
    {
        ArgumentNullException.ThrowIfNull(element);
        return new(ColumnKind.List) { Fields = [element with { Name = NestedNames.Element }] };
    }

    /// <summary>A record.</summary>
    /// <param name="fields">Its fields.</param>
    public static ColumnType Struct(IReadOnlyList<ColumnSchema> fields) => new(ColumnKind.Struct) { Fields = fields };

    /// <summary>A dictionary.</summary>
    /// <param name="key">The type of a key, which is never null; its name is of no importance.</param>
    /// <param name="value">The type of a value; its name is of no importance.</param>
    public static ColumnType Map(ColumnSchema key, ColumnSchema value)
    {
        ArgumentNullException.ThrowIfNull(key);
        ArgumentNullException.ThrowIfNull(value);
        return new(ColumnKind.Map) { Fields = [key with { Name = NestedNames.Key }, value with { Name = NestedNames.Value }] };
    }

    /// <summary>The column type of a .NET type (or of its nullable form); null if it has none.</summary>
    public static ColumnType? Of(Type type)
    {
        type = Nullable.GetUnderlyingType(type) ?? type;
        if (type.IsEnum)
        {
            return new ColumnType(ColumnKind.Text);
        }

        return Type.GetTypeCode(type) switch
        {
            TypeCode.Boolean => new(ColumnKind.Boolean),
            TypeCode.SByte => new(ColumnKind.Int8),
            TypeCode.Int16 => new(ColumnKind.Int16),
            TypeCode.Int32 => new(ColumnKind.Int32),
            TypeCode.Int64 => new(ColumnKind.Int64),
            TypeCode.Byte => new(ColumnKind.UInt8),
            TypeCode.UInt16 => new(ColumnKind.UInt16),
            TypeCode.UInt32 => new(ColumnKind.UInt32),
            TypeCode.UInt64 => new(ColumnKind.UInt64),
            TypeCode.Single => new(ColumnKind.Single),
            TypeCode.Double => new(ColumnKind.Double),
            TypeCode.Decimal => Decimal(DefaultPrecision, DefaultScale),
            TypeCode.String => new(ColumnKind.Text),
            TypeCode.DateTime => new(ColumnKind.Timestamp),
            _ when type == typeof(Int128) => new(ColumnKind.Int128),
            _ when type == typeof(UInt128) => new(ColumnKind.UInt128),
            _ when type == typeof(byte[]) => new(ColumnKind.Bytes),
            _ when type == typeof(Guid) => new(ColumnKind.Uuid),
            _ when type == typeof(DateOnly) => new(ColumnKind.Date),
            _ when type == typeof(TimeOnly) => new(ColumnKind.Time),
            _ when type == typeof(DateTimeOffset) => new(ColumnKind.Instant),
            _ when type == typeof(TimeSpan) => new(ColumnKind.Interval),
            _ => null,
        };
    }

    /// <summary>The kind in lower case; with precision and scale for a decimal, and with the types within.</summary>
    public override string ToString() => Kind switch
    {
        ColumnKind.List => $"{Fields[0].Type}{Mark(Fields[0])}{NestedNames.Elements}",
        ColumnKind.Struct => $"struct({string.Join(", ", Fields.Select(field => $"{field.Name} {field.Type}{Mark(field)}"))})",
        ColumnKind.Map => $"map({Fields[0].Type}, {Fields[1].Type}{Mark(Fields[1])})",
        _ => ShortName,
    };

    /// <summary>Whether the types are the same, with the same types within.</summary>
    public bool Equals(ColumnType other) =>
        (Kind, Precision, Scale) == (other.Kind, other.Precision, other.Scale) && Fields.SequenceEqual(other.Fields);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Kind, Precision, Scale, Fields.Count);

    private static string Mark(ColumnSchema field) => field.IsNullable ? "?" : string.Empty;
}
