namespace Dataplatform.Sdk;

/// <summary>A promise of a contract beyond its types: a closed set of cases.</summary>
/// <param name="Name">The check's name, unique in the contract.</param>
public abstract record ContractCheck(string Name)
{
    /// <summary>How bad a failure is.</summary>
    /// <value>Default: <see cref="CheckSeverity.Error"/>.</value>
    public CheckSeverity Severity { get; init; } = CheckSeverity.Error;

    /// <summary>Whether a failure of severity <see cref="CheckSeverity.Error"/> keeps data from being published.</summary>
    /// <value>Default: true.</value>
    public bool IsBlocking { get; init; } = true;

    /// <summary>What is promised, as a sentence for people.</summary>
    public abstract string Description { get; }

    /// <summary>No two rows have the same values.</summary>
    /// <param name="Name">The check's name.</param>
    /// <param name="Columns">The columns, at least one.</param>
    public sealed record Unique(string Name, IReadOnlyList<string> Columns) : ContractCheck(Name)
    {
        /// <inheritdoc/>
        public override string Description => $"{string.Join(", ", Columns)} {(Columns.Count == 1 ? "is" : "are together")} unique.";
    }

    /// <summary>A value is within bounds, themselves included.</summary>
    /// <param name="Name">The check's name.</param>
    /// <param name="Column">The column.</param>
    /// <param name="Min">The least value as text; null for none.</param>
    /// <param name="Max">The greatest value as text; null for none.</param>
    public sealed record Range(string Name, string Column, string? Min, string? Max) : ContractCheck(Name)
    {
        /// <inheritdoc/>
        public override string Description => (Min, Max) switch
        {
            ({ } min, { } max) => $"{Column} is from {min} to {max}.",
            ({ } min, null) => $"{Column} is at least {min}.",
            _ => $"{Column} is at most {Max}.",
        };
    }

    /// <summary>A text has so many characters.</summary>
    /// <param name="Name">The check's name.</param>
    /// <param name="Column">The column.</param>
    /// <param name="Min">At least so many.</param>
    /// <param name="Max">At most so many.</param>
    public sealed record Length(string Name, string Column, int Min, int Max) : ContractCheck(Name)
    {
        /// <inheritdoc/>
        public override string Description => Max == int.MaxValue ? $"{Column} has at least {Min} characters." : $"{Column} has {Min} to {Max} characters.";
    }

    /// <summary>A text matches a pattern.</summary>
    /// <param name="Name">The check's name.</param>
    /// <param name="Column">The column.</param>
    /// <param name="Pattern">The pattern.</param>
    public sealed record Matches(string Name, string Column, string Pattern) : ContractCheck(Name)
    {
        /// <inheritdoc/>
        public override string Description => $"{Column} matches {Pattern}.";
    }

    /// <summary>A value is one of a few.</summary>
    /// <param name="Name">The check's name.</param>
    /// <param name="Column">The column.</param>
    /// <param name="Values">The values as text.</param>
    public sealed record OneOf(string Name, string Column, IReadOnlyList<string> Values) : ContractCheck(Name)
    {
        /// <inheritdoc/>
        public override string Description => $"{Column} is one of {string.Join(", ", Values)}.";
    }

    /// <summary>A value is there in another asset.</summary>
    /// <param name="Name">The check's name.</param>
    /// <param name="Column">The column.</param>
    /// <param name="RowType">The contract of the other asset.</param>
    /// <param name="Member">The member of that contract.</param>
    public sealed record ForeignKey(string Name, string Column, Type RowType, string Member) : ContractCheck(Name)
    {
        /// <inheritdoc/>
        public override string Description => $"{Column} is a {Member} of {RowType.Name}.";
    }

    /// <summary>There are so many rows.</summary>
    /// <param name="Name">The check's name.</param>
    /// <param name="Min">At least so many.</param>
    /// <param name="Max">At most so many.</param>
    public sealed record RowCount(string Name, long Min, long Max) : ContractCheck(Name)
    {
        /// <inheritdoc/>
        public override string Description => Max == long.MaxValue ? $"There are at least {Min} rows." : $"There are {Min} to {Max} rows.";
    }

    /// <summary>The latest value is not older than that.</summary>
    /// <param name="Name">The check's name.</param>
    /// <param name="Column">The column.</param>
    /// <param name="Within">The length of time.</param>
    public sealed record Fresh(string Name, string Column, TimeSpan Within) : ContractCheck(Name)
    {
        /// <inheritdoc/>
        public override string Description => $"The latest {Column} is not older than {DurationText.Format(Within)}.";
    }

    /// <summary>A condition that holds for every row.</summary>
    /// <param name="Name">The check's name.</param>
    /// <param name="Sql">The condition over the columns.</param>
    public sealed record Expression(string Name, string Sql) : ContractCheck(Name)
    {
        /// <inheritdoc/>
        public override string Description => $"{Sql} holds.";
    }
}
