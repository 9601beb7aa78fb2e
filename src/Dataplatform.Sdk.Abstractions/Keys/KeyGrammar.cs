using System.Text;

namespace Dataplatform.Sdk;

// Linked into the analyzer assembly as well, so that build time and run time agree on every key:
// netstandard2.0 and nothing but the base library here.

/// <summary>How names in code become keys and columns: <c>RawOrders</c> is <c>raw_orders</c>.</summary>
internal static class KeyGrammar
{
    /// <summary>snake_case of a .NET name: <c>HTTPLogs</c> is <c>http_logs</c>, <c>Top10Items</c> is <c>top10_items</c>.</summary>
    public static string SnakeCase(string name)
    {
        var result = new StringBuilder(name.Length + 8);
        for (var i = 0; i < name.Length; i++)
        {
            var c = name[i];
            if (c is '.' or '-' or ' ' or '_')
            {
                AppendUnderscore(result);
                continue;
            }

            if (char.IsUpper(c) && StartsWord(name, i))
            {
                AppendUnderscore(result);
            }

            result.Append(char.ToLowerInvariant(c));
        }

        return result.ToString().TrimEnd('_');
    }

    /// <summary>True for a domain or asset name: lower-case letters, digits and underscores, not starting with a digit.</summary>
    public static bool IsName(string name)
    {
        if (name.Length == 0 || char.IsDigit(name[0]))
        {
            return false;
        }

        foreach (var c in name)
        {
            if (c != '_' && !char.IsDigit(c) && !char.IsLower(c))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>True for a domain that a database keeps for itself: it is a schema's name, and some stores have these already.</summary>
    public static bool IsReservedDomain(string name) =>
        name is "temp" or "system" or "information_schema" or "pg_catalog" || (name.Length > 0 && name[0] == '_');

    /// <summary>The generated catalog class of a class of assets: <c>SalesAssets</c> gives <c>SalesCatalog</c>, <c>Sales</c> too.</summary>
    public static string CatalogName(string className)
    {
        const string suffix = "Assets";
        var stem = className.Length > suffix.Length && className.EndsWith(suffix, System.StringComparison.Ordinal)
            ? className.Substring(0, className.Length - suffix.Length)
            : className;
        return stem + "Catalog";
    }

    private static bool StartsWord(string name, int i) =>
        i > 0 && (!char.IsUpper(name[i - 1]) || (i + 1 < name.Length && char.IsLower(name[i + 1])));

    private static void AppendUnderscore(StringBuilder result)
    {
        if (result.Length > 0 && result[result.Length - 1] != '_')
        {
            result.Append('_');
        }
    }
}
