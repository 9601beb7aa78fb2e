using System.Globalization;

namespace Dataplatform.Sdk;

/// <summary>The type of a column or parameter.</summary>
/// <param name="Kind">The kind of value.</param>
/// <param name="Precision">All digits of a decimal; 0 otherwise.</param>
/// <param name="Scale">Digits after the point of a decimal; 0 otherwise.</param>
public readonly record struct ColumnType(ColumnKind Kind, int Precision = 0, int Scale = 0)
{
    /// <summary>The precision of a <see cref="decimal"/> member without <see cref="DecimalAttribute"/>.</summary>
    public const int DefaultPrecision = 28;

    /// <summary>The scale of a <see cref="decimal"/> member without <see cref="DecimalAttribute"/>.</summary>
    public const int DefaultScale = 10;

    /// <summary>A decimal type.</summary>
    public static ColumnType Decimal(int precision, int scale) => new(ColumnKind.Decimal, precision, scale);

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
            _ when type == typeof(byte[]) => new(ColumnKind.Bytes),
            _ when type == typeof(Guid) => new(ColumnKind.Uuid),
            _ when type == typeof(DateOnly) => new(ColumnKind.Date),
            _ when type == typeof(TimeOnly) => new(ColumnKind.Time),
            _ when type == typeof(DateTimeOffset) => new(ColumnKind.Instant),
            _ when type == typeof(TimeSpan) => new(ColumnKind.Interval),
            _ => null,
        };
    }

    /// <summary>The kind in lower case; with precision and scale for a decimal.</summary>
    public override string ToString() => Kind == ColumnKind.Decimal
        ? string.Create(CultureInfo.InvariantCulture, $"decimal({Precision},{Scale})")
        : Kind.ToString().ToLowerInvariant();
}
