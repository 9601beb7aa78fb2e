using Dataplatform.Sdk.DuckDb.Interop;

namespace Dataplatform.Sdk.DuckDb.Store;

/// <summary>Decides about conversions of columns and of everything within them.</summary>
internal static class NestedConversions
{
    /// <summary>What happens at each place of a column.</summary>
    /// <param name="place">The column.</param>
    /// <param name="from">The type that it has.</param>
    /// <param name="allowExtra">Whether fields of a struct that the contract does not know are left out in silence.</param>
    public static IEnumerable<PlaceConversion> Of(ValuePlace place, DuckDbType from, bool allowExtra)
    {
        var type = place.Schema.Type;
        if (from.Id == DuckDbTypeId.SqlNull)
        {
            return [new(place, Conversion.Lossless, null)];
        }

        if (type.Fields.Count == 0)
        {
            var (conversion, remedy) = Conversions.Between(from, type);
            return [new(place, conversion, conversion == Conversion.Refused ? Mismatch(place, from, remedy) : null)];
        }

        return type.Kind switch
        {
            ColumnKind.List when from.Id is DuckDbTypeId.List or DuckDbTypeId.Array => Within(place, from, allowExtra),
            ColumnKind.Map when from.Id is DuckDbTypeId.Map => Within(place, from, allowExtra),
            ColumnKind.Struct when from.Id is DuckDbTypeId.Struct && from.Children.All(child => child.Name.Length > 0) => Within(place, from, allowExtra),
            ColumnKind.List => Refused(place, from, "Make a list in the query: [@x], or list(@x) of a group."),
            ColumnKind.Map => Refused(place, from, "Make a map in the query: map_from_entries(…), or map {'key': @x}."),
            _ => Refused(place, from, $"Make a struct in the query: {{{string.Join(", ", type.Fields.Select(field => $"'{field.Name}': …"))}}}."),
        };
    }

    // DuckDB casts structs by the names of their fields.
    private static IEnumerable<PlaceConversion> Within(ValuePlace place, DuckDbType from, bool allowExtra)
    {
        var known = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach (var inner in place.Inner())
        {
            known.Add(inner.Schema.Name);
            if (from.Children.FirstOrDefault(child => child.Name.Equals(inner.Schema.Name, StringComparison.OrdinalIgnoreCase)) is { Type: { } type })
            {
                foreach (var conversion in Of(inner, type, allowExtra))
                {
                    yield return conversion;
                }
            }
            else
            {
                yield return new(inner, Conversion.Refused, $"column '{inner.Path}' (of '{inner.Member}', {inner.TypeName}) is missing.{NearestName.Suggestion(inner.Schema.Name, from.Children.Select(child => child.Name))}");
            }
        }

        foreach (var child in allowExtra ? [] : from.Children.Where(child => !known.Contains(child.Name)))
        {
            yield return new(place, Conversion.Refused, $"column '{place.Path}.{child.Name}' is not in the contract of '{place.Member}'. Leave it out of the query, or add a member for it.");
        }
    }

    private static PlaceConversion[] Refused(ValuePlace place, DuckDbType from, string remedy) => [new(place, Conversion.Refused, Mismatch(place, from, remedy))];

    private static string Mismatch(ValuePlace place, DuckDbType from, string remedy) =>
        $"column '{place.Path}' is {from}, but '{place.Member}' {(place.Outer is null ? $"is {place.TypeName}" : $"has {place.TypeName} there")}. {remedy.Replace("@x", Spoken(place.Path), StringComparison.Ordinal)}{Untyped(place, from)}";

    private static string Untyped(ValuePlace place, DuckDbType from) => place.Outer is not null && from.Id == DuckDbTypeId.Integer
        ? $" If it is only null or an empty list, which DuckDB takes for INTEGER, cast the column: {place.Column.Path}::{place.Column.TypeName}."
        : string.Empty;

    // A place within a list has no name in a query.
    private static string Spoken(string path) => path.Contains(NestedNames.Elements, StringComparison.Ordinal) ? "x" : path;
}
