using Dataplatform.Sdk.DuckDb.Interop;

namespace Dataplatform.Sdk.DuckDb.Store;

/// <summary>Decides about conversions by type alone.</summary>
internal static class Conversions
{
    /// <summary>Whether a value of one type may become another, and what to do if it may not; <c>@x</c> there is the column.</summary>
    public static (Conversion Conversion, string Remedy) Between(DuckDbType from, ColumnType to)
    {
        if (from.Id == DuckDbTypeId.SqlNull)
        {
            return Lossless;
        }

        return to.Kind switch
        {
            ColumnKind.Boolean => Only(from, DuckDbTypeId.Boolean, "Write a comparison that is true or false."),
            >= ColumnKind.Int8 and <= ColumnKind.UInt64 or ColumnKind.UInt128 => ToInteger(from, to),
            ColumnKind.Single => ToFloat(from, exactBits: 24, from.Id is DuckDbTypeId.Float),
            ColumnKind.Double => ToFloat(from, exactBits: 53, from.Id is DuckDbTypeId.Float or DuckDbTypeId.Double),
            ColumnKind.Decimal => ToDecimal(from, to),
            ColumnKind.Text => from.Id is DuckDbTypeId.VarChar or DuckDbTypeId.Enum ? Lossless : Refused("Cast it in the query, @x::VARCHAR, if its text is what you want."),
            ColumnKind.Bytes => Only(from, DuckDbTypeId.Blob, "Cast it in the query: encode(@x) for the bytes of a text."),
            ColumnKind.Uuid => Only(from, DuckDbTypeId.Uuid, "Cast it in the query: @x::UUID fails on a text that is none."),
            ColumnKind.Date => Only(from, DuckDbTypeId.Date, from.Id is DuckDbTypeId.VarChar
                ? "Cast it in the query: @x::DATE fails on a text that is none."
                : "The time of day would be lost; cast it in the query, @x::DATE, if that is meant."),
            ColumnKind.Time => Only(from, DuckDbTypeId.Time, "Cast it in the query: @x::TIME."),
            ColumnKind.Timestamp => ToTimestamp(from),
            ColumnKind.Instant => Only(from, DuckDbTypeId.TimestampTz, "A time without a zone is no instant; name the zone in the query: @x at time zone 'UTC'."),
            ColumnKind.Interval => Only(from, DuckDbTypeId.Interval, "Make an interval in the query: to_microseconds(@x)."),
            _ => Refused("Cast it in the query."),
        };
    }

    private static (Conversion, string) Lossless => (Conversion.Lossless, string.Empty);

    private static (Conversion, string) Checked => (Conversion.Checked, string.Empty);

    private static (Conversion, string) ToInteger(DuckDbType from, ColumnType to)
    {
        if (Integer(from.Id) is var (bits, signed))
        {
            var (targetBits, targetSigned) = to.Kind switch
            {
                ColumnKind.Int8 => (8, true),
                ColumnKind.Int16 => (16, true),
                ColumnKind.Int32 => (32, true),
                ColumnKind.Int64 => (64, true),
                ColumnKind.Int128 => (128, true),
                ColumnKind.UInt8 => (8, false),
                ColumnKind.UInt16 => (16, false),
                ColumnKind.UInt32 => (32, false),
                ColumnKind.UInt128 => (128, false),
                _ => (64, false),
            };
            return (signed == targetSigned && bits <= targetBits) || (!signed && targetSigned && bits < targetBits) ? Lossless : Checked;
        }

        return from is { Id: DuckDbTypeId.Decimal, Scale: 0 } ? Checked : Refused(from.Id switch
        {
            DuckDbTypeId.VarChar => "A text is not read as a number by itself; cast it in the query, @x::BIGINT, which fails on a text that is none.",
            DuckDbTypeId.Decimal or DuckDbTypeId.Float or DuckDbTypeId.Double => "Digits after the point would be lost; round it in the query, round(@x)::BIGINT, or make the member a decimal or double.",
            _ => "Cast it in the query, or change the member's type.",
        });
    }

    private static (Conversion, string) ToFloat(DuckDbType from, int exactBits, bool exact)
    {
        if (exact)
        {
            return Lossless;
        }

        return Integer(from.Id) is var (bits, _) && bits <= exactBits ? Lossless : Refused(from.Id switch
        {
            DuckDbTypeId.VarChar => "A text is not read as a number by itself; cast it in the query: @x::DOUBLE.",
            _ => "Not every value has an exact binary floating-point form; cast it in the query, @x::DOUBLE, if rounding is fine, or make the member a decimal or long.",
        });
    }

    private static (Conversion, string) ToDecimal(DuckDbType from, ColumnType to)
    {
        if (from.Id == DuckDbTypeId.Decimal)
        {
            return from.Scale > to.Scale
                ? Refused($"{from.Scale - to.Scale} digits after the point would be lost; round it in the query, round(@x, {to.Scale})::{to.ToString().ToUpperInvariant()}, or give the member [Decimal({to.Precision}, {from.Scale})].")
                : from.Width - from.Scale <= to.Precision - to.Scale ? Lossless : Checked;
        }

        if (Integer(from.Id) is var (bits, _))
        {
            var digits = bits switch { 8 => 3, 16 => 5, 32 => 10, 64 => 20, _ => 39 };
            return digits <= to.Precision - to.Scale ? Lossless : Checked;
        }

        return Refused(from.Id switch
        {
            DuckDbTypeId.Float or DuckDbTypeId.Double => $"A binary fraction is rounded to become a decimal; do it in the query, @x::{to.ToString().ToUpperInvariant()}, or make the member a double.",
            DuckDbTypeId.VarChar => $"A text is not read as a number by itself; cast it in the query: @x::{to.ToString().ToUpperInvariant()}.",
            _ => "Cast it in the query, or change the member's type.",
        });
    }

    private static (Conversion, string) ToTimestamp(DuckDbType from) => from.Id switch
    {
        DuckDbTypeId.Timestamp or DuckDbTypeId.TimestampSeconds or DuckDbTypeId.TimestampMilliseconds or DuckDbTypeId.Date => Lossless,
        DuckDbTypeId.TimestampNanoseconds => Refused("Nanoseconds would be lost; cast it in the query, @x::TIMESTAMP, if microseconds are enough."),
        DuckDbTypeId.TimestampTz => Refused("An instant has another time in each zone; name one in the query, @x at time zone 'UTC', or make the member a DateTimeOffset."),
        _ => Refused("Cast it in the query: @x::TIMESTAMP."),
    };

    private static (Conversion, string) Only(DuckDbType from, DuckDbTypeId id, string remedy) => from.Id == id ? Lossless : Refused(remedy);

    private static (Conversion, string) Refused(string remedy) => (Conversion.Refused, remedy);

    private static (int Bits, bool Signed)? Integer(DuckDbTypeId id) => id switch
    {
        DuckDbTypeId.TinyInt => (8, true),
        DuckDbTypeId.SmallInt => (16, true),
        DuckDbTypeId.Integer => (32, true),
        DuckDbTypeId.BigInt => (64, true),
        DuckDbTypeId.HugeInt => (128, true),
        DuckDbTypeId.UTinyInt => (8, false),
        DuckDbTypeId.USmallInt => (16, false),
        DuckDbTypeId.UInteger => (32, false),
        DuckDbTypeId.UBigInt => (64, false),
        DuckDbTypeId.UHugeInt => (128, false),
        _ => null,
    };
}
