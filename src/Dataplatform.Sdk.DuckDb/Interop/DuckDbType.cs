using System.Globalization;

namespace Dataplatform.Sdk.DuckDb.Interop;

/// <summary>A logical type, as far as it matters for reading, writing and messages.</summary>
/// <param name="Id">The type.</param>
/// <param name="Storage">What a vector holds: the type itself, or the integer behind a decimal or an enum.</param>
/// <param name="Width">All digits of a decimal.</param>
/// <param name="Scale">Digits after the point of a decimal.</param>
/// <param name="Child">The type of a list's items.</param>
internal sealed record DuckDbType(DuckDbTypeId Id, DuckDbTypeId Storage, byte Width = 0, byte Scale = 0, DuckDbType? Child = null)
{
    public static DuckDbType Of(DuckDbTypeId id) => new(id, id);

    public static DuckDbType Decimal(byte width, byte scale) => new(
        DuckDbTypeId.Decimal,
        width switch { <= 4 => DuckDbTypeId.SmallInt, <= 9 => DuckDbTypeId.Integer, <= 18 => DuckDbTypeId.BigInt, _ => DuckDbTypeId.HugeInt },
        width,
        scale);

    public static DuckDbType From(LogicalTypeHandle handle)
    {
        var id = DuckDbNative.GetTypeId(handle);
        switch (id)
        {
            case DuckDbTypeId.Decimal:
                return new(id, DuckDbNative.DecimalInternalType(handle), DuckDbNative.DecimalWidth(handle), DuckDbNative.DecimalScale(handle));
            case DuckDbTypeId.Enum:
                return new(id, DuckDbNative.EnumInternalType(handle));
            case DuckDbTypeId.List:
                using (var child = DuckDbNative.ListChildType(handle))
                {
                    return new(id, id, Child: From(child));
                }

            default:
                return Of(id);
        }
    }

    public LogicalTypeHandle ToHandle() => Id == DuckDbTypeId.Decimal
        ? DuckDbNative.CreateDecimalType(Width, Scale)
        : DuckDbNative.CreateLogicalType(Id);

    /// <summary>The type as DuckDB writes it.</summary>
    public override string ToString() => Id switch
    {
        DuckDbTypeId.Decimal => string.Create(CultureInfo.InvariantCulture, $"DECIMAL({Width},{Scale})"),
        DuckDbTypeId.List => $"{Child}[]",
        DuckDbTypeId.TimestampSeconds => "TIMESTAMP_S",
        DuckDbTypeId.TimestampMilliseconds => "TIMESTAMP_MS",
        DuckDbTypeId.TimestampNanoseconds => "TIMESTAMP_NS",
        DuckDbTypeId.TimestampTz => "TIMESTAMP WITH TIME ZONE",
        DuckDbTypeId.TimeTz => "TIME WITH TIME ZONE",
        DuckDbTypeId.TimeNanoseconds => "TIME_NS",
        DuckDbTypeId.SqlNull => "NULL",
        _ => Id.ToString().ToUpperInvariant(),
    };
}
