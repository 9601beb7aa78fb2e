using System.Data;
using System.Data.Common;
using System.Globalization;

namespace Dataplatform.Sdk.DuckDb.Data;

/// <summary>The collections of <see cref="DbConnection.GetSchema(string)"/>.</summary>
internal static class SchemaCollections
{
    private sealed record Collection(string Name, string Query, params string[] Restrictions);

    // Restrictions are columns, in the order in which callers of ADO.NET give them.
    private static readonly Collection[] All =
    [
        new("Schemata", "select catalog_name, schema_name from information_schema.schemata", "catalog_name", "schema_name"),
        new("Tables", "select table_catalog, table_schema, table_name, table_type from information_schema.tables", "table_catalog", "table_schema", "table_name", "table_type"),
        new("Views", "select table_catalog, table_schema, table_name from information_schema.tables where table_type = 'VIEW'", "table_catalog", "table_schema", "table_name"),
        new(
            "Columns",
            "select table_catalog, table_schema, table_name, column_name, ordinal_position, column_default, is_nullable, data_type, numeric_precision, numeric_scale from information_schema.columns",
            "table_catalog", "table_schema", "table_name", "column_name"),
        new("Indexes", "select database_name as table_catalog, schema_name as table_schema, table_name, index_name, is_unique, is_primary from duckdb_indexes()", "table_catalog", "table_schema", "table_name", "index_name"),
        new(DbMetaDataCollectionNames.ReservedWords, "select keyword_name as \"ReservedWord\" from duckdb_keywords() where keyword_category = 'reserved'"),
        new(
            DbMetaDataCollectionNames.DataTypes,
            "select distinct upper(type_name) as \"TypeName\", type_category as \"Category\" from duckdb_types() where database_name = 'system' and not internal is null"),
        new(DbMetaDataCollectionNames.DataSourceInformation, "select 'DuckDB' as \"DataSourceProductName\", version() as \"DataSourceProductVersion\", '\"' as \"QuotedIdentifierPattern\", '$' || '{0}' as \"ParameterMarkerFormat\""),
    ];

    public static DataTable Get(DuckDbConnection connection, string name, string?[] restrictions)
    {
        if (Is(name, DbMetaDataCollectionNames.MetaDataCollections))
        {
            return Collections();
        }

        if (Is(name, DbMetaDataCollectionNames.Restrictions))
        {
            return Restrictions();
        }

        var collection = Array.Find(All, collection => Is(name, collection.Name))
            ?? throw new ArgumentException($"There is no collection '{name}'.{NearestName.Suggestion(name, All.Select(known => known.Name))}", nameof(name));
        if (restrictions.Length > collection.Restrictions.Length)
        {
            throw new ArgumentException(
                string.Create(CultureInfo.InvariantCulture, $"The collection '{collection.Name}' has {collection.Restrictions.Length} restrictions, and {restrictions.Length} are given."),
                nameof(restrictions));
        }

        using var command = connection.CreateCommand();
        var wanted = new List<string>();
        for (var i = 0; i < restrictions.Length; i++)
        {
            if (restrictions[i] is { } value)
            {
                command.Parameters.Add(new DuckDbParameter(value));
                wanted.Add(string.Create(CultureInfo.InvariantCulture, $"{collection.Restrictions[i]} = ${wanted.Count + 1}"));
            }
        }

#pragma warning disable CA2100 // Names of columns from the list above.
        command.CommandText = $"from ({collection.Query}){(wanted.Count == 0 ? string.Empty : $" where {string.Join(" and ", wanted)}")} order by all";
#pragma warning restore CA2100
        using var reader = command.ExecuteReader();
        var table = Table(collection.Name);
        for (var i = 0; i < reader.FieldCount; i++)
        {
            table.Columns.Add(reader.GetName(i), reader.GetFieldType(i));
        }

        var row = new object[reader.FieldCount];
        while (reader.Read())
        {
            reader.GetValues(row);
            table.Rows.Add(row);
        }

        return table;
    }

    private static DataTable Collections()
    {
        var table = Table(DbMetaDataCollectionNames.MetaDataCollections);
        table.Columns.Add(DbMetaDataColumnNames.CollectionName, typeof(string));
        table.Columns.Add(DbMetaDataColumnNames.NumberOfRestrictions, typeof(int));
        table.Rows.Add(DbMetaDataCollectionNames.MetaDataCollections, 0);
        table.Rows.Add(DbMetaDataCollectionNames.Restrictions, 0);
        foreach (var collection in All)
        {
            table.Rows.Add(collection.Name, collection.Restrictions.Length);
        }

        return table;
    }

    private static DataTable Restrictions()
    {
        var table = Table(DbMetaDataCollectionNames.Restrictions);
        table.Columns.Add(DbMetaDataColumnNames.CollectionName, typeof(string));
        table.Columns.Add("RestrictionName", typeof(string));
        table.Columns.Add("RestrictionNumber", typeof(int));
        foreach (var collection in All)
        {
            for (var i = 0; i < collection.Restrictions.Length; i++)
            {
                table.Rows.Add(collection.Name, collection.Restrictions[i], i + 1);
            }
        }

        return table;
    }

    private static DataTable Table(string name) => new(name) { Locale = CultureInfo.InvariantCulture };

    private static bool Is(string name, string other) => string.Equals(name, other, StringComparison.OrdinalIgnoreCase);
}
