namespace Dataplatform.Sdk.DuckDb.Interop;

/// <summary>What DuckDB answered when it refused; the message is DuckDB's own.</summary>
internal sealed class DuckDbException(string message, DuckDbErrorKind kind, Exception? inner = null) : DataplatformException(message, inner!)
{
    public DuckDbErrorKind Kind { get; } = kind;

    /// <summary>Another connection won a race for the same catalog entry or row; nothing was written, and trying again is safe.</summary>
    public bool IsWriteConflict => LostKey || (
        Kind is DuckDbErrorKind.Transaction or DuckDbErrorKind.Catalog
        && (Message.Contains("write-write conflict", StringComparison.OrdinalIgnoreCase)
            || Message.Contains("Conflict on", StringComparison.OrdinalIgnoreCase)
            || Message.Contains("Failed to commit", StringComparison.OrdinalIgnoreCase)
            || Message.Contains("has been altered", StringComparison.OrdinalIgnoreCase)));

    public override bool IsTransient => IsWriteConflict;

    // Two transactions that insert one key see nothing of each other until the second commits.
    private bool LostKey => Kind is DuckDbErrorKind.Constraint or DuckDbErrorKind.Transaction && Message.Contains("duplicate key", StringComparison.OrdinalIgnoreCase);

    /// <summary>Opening and preparing give text only, which begins with the kind.</summary>
    public static DuckDbException FromText(string message) => new(message, KindOf(message));

    private static DuckDbErrorKind KindOf(string message)
    {
        var colon = message.IndexOf(" Error: ", StringComparison.Ordinal);
        return (colon < 0 ? "" : message[..colon]) switch
        {
            "IO" => DuckDbErrorKind.IO,
            "Binder" => DuckDbErrorKind.Binder,
            "Parser" => DuckDbErrorKind.Parser,
            "Catalog" => DuckDbErrorKind.Catalog,
            "Constraint" => DuckDbErrorKind.Constraint,
            "Conversion" => DuckDbErrorKind.Conversion,
            "Out of Range" => DuckDbErrorKind.OutOfRange,
            "Invalid Input" => DuckDbErrorKind.InvalidInput,
            "Connection" => DuckDbErrorKind.Connection,
            "TransactionContext" => DuckDbErrorKind.Transaction,
            "Serialization" => DuckDbErrorKind.Serialization,
            "Permission" => DuckDbErrorKind.Permission,
            "Dependency" => DuckDbErrorKind.Dependency,
            "Out of Memory" => DuckDbErrorKind.OutOfMemory,
            "Not implemented" => DuckDbErrorKind.NotImplemented,
            "FATAL" => DuckDbErrorKind.Fatal,
            "INTERNAL" => DuckDbErrorKind.Internal,
            "INTERRUPT" => DuckDbErrorKind.Interrupt,
            _ => message.Contains("Interrupted!", StringComparison.Ordinal) ? DuckDbErrorKind.Interrupt : DuckDbErrorKind.Unknown,
        };
    }
}
