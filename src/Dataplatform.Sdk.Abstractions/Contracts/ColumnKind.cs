namespace Dataplatform.Sdk;

/// <summary>The types a column can have, independent of any engine. The remark on each says how a batch holds its values.</summary>
public enum ColumnKind
{
    /// <summary>True or false; a byte, 0 or 1.</summary>
    Boolean,

    /// <summary>8 bits, signed.</summary>
    Int8,

    /// <summary>16 bits, signed.</summary>
    Int16,

    /// <summary>32 bits, signed.</summary>
    Int32,

    /// <summary>64 bits, signed.</summary>
    Int64,

    /// <summary>128 bits, signed.</summary>
    Int128,

    /// <summary>8 bits, unsigned.</summary>
    UInt8,

    /// <summary>16 bits, unsigned.</summary>
    UInt16,

    /// <summary>32 bits, unsigned.</summary>
    UInt32,

    /// <summary>64 bits, unsigned.</summary>
    UInt64,

    /// <summary>A <see cref="float"/>.</summary>
    Single,

    /// <summary>A <see cref="double"/>.</summary>
    Double,

    /// <summary>Fixed point; the unscaled value in 16, 32, 64 or 128 bits, for a precision up to 4, 9, 18, 38.</summary>
    Decimal,

    /// <summary>UTF-8 text; written and read value by value.</summary>
    Text,

    /// <summary>Bytes; written and read value by value.</summary>
    Bytes,

    /// <summary>A UUID; 128 bits, big-endian order with the first bit flipped, so that it sorts as its text does.</summary>
    Uuid,

    /// <summary>A calendar date; days since 1970-01-01 in 32 bits.</summary>
    Date,

    /// <summary>A time of day; microseconds since midnight in 64 bits.</summary>
    Time,

    /// <summary>Date and time without a zone; microseconds since 1970-01-01 in 64 bits.</summary>
    Timestamp,

    /// <summary>An instant; microseconds since 1970-01-01 UTC in 64 bits.</summary>
    Instant,

    /// <summary>A length of time; months and days in 32 bits each, microseconds in 64 bits.</summary>
    Interval,

    // The numbers of the kinds are compiled into packages of contracts, so that new ones come last.

    /// <summary>128 bits, unsigned.</summary>
    UInt128,

    /// <summary>
    /// Any number of values of one type; a <see cref="ListEntry"/>, which names a part of the elements of all rows: those are
    /// the one column of the batch's items.
    /// </summary>
    List,

    /// <summary>A record; no memory of its own, but a batch of its fields with a row for each.</summary>
    Struct,

    /// <summary>A dictionary; as a list whose items are two columns, the keys and the values.</summary>
    Map,
}
