namespace Dataplatform.Sdk.DuckDb.Interop;

/// <summary>duckdb_error_type: the kinds that are told apart here; every other value passes through as its number.</summary>
internal enum DuckDbErrorKind
{
    Unknown = 0,
    OutOfRange = 1,
    Conversion = 2,
    MismatchType = 5,
    Serialization = 9,
    Transaction = 10,
    NotImplemented = 11,
    Catalog = 13,
    Parser = 14,
    Constraint = 18,
    Connection = 21,
    Binder = 24,
    IO = 28,
    Interrupt = 29,
    Fatal = 30,
    Internal = 31,
    InvalidInput = 32,
    OutOfMemory = 33,
    Permission = 34,
    ParameterNotResolved = 35,
    Dependency = 37,
}
