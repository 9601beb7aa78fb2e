using System.Text.Json;

namespace Dataplatform.Sdk.DuckDb.Files;

/// <summary>Reads JSON objects into the rows of a batch.</summary>
/// <param name="source">The file's text.</param>
/// <param name="schema">The contract.</param>
internal sealed class JsonRow(JsonSource source, RowSchema schema)
{
    private readonly JsonColumn[] _columns = [.. schema.Columns.Select((column, i) => new JsonColumn(column, i))];
    private readonly JsonMembers _members = new(schema);
    private readonly bool[] _seen = new bool[schema.Columns.Count];

    /// <summary>Reads an object.</summary>
    /// <param name="json">Before the object.</param>
    /// <param name="batch">Gets the values.</param>
    /// <param name="row">The row of the batch.</param>
    /// <returns>False if the end of the object is not there yet; then it is read again from its beginning.</returns>
    /// <exception cref="DataplatformException">The object does not fit the contract.</exception>
    public bool TryRead(ref Utf8JsonReader json, BatchWriter batch, int row)
    {
        Array.Clear(_seen);
        var guess = 0;
        json.Read();
        while (json.Read())
        {
            if (json.TokenType == JsonTokenType.EndObject)
            {
                SetMissing(batch, row);
                return true;
            }

            var index = _members.Find(ref json, ref guess);
            var (nameAt, nameLength) = (json.TokenStartIndex + 1, json.ValueSpan.Length);
            if (!json.Read() || (json.TokenType is JsonTokenType.StartObject or JsonTokenType.StartArray && !IsWhole(json)))
            {
                return false;
            }

            if (index == JsonMembers.Unknown)
            {
                json.TrySkip();
            }
            else
            {
                Read(ref json, batch, row, index, source.Text(nameAt, nameLength));
            }
        }

        return false;
    }

    private void Read(ref Utf8JsonReader json, BatchWriter batch, int row, int index, ReadOnlySpan<byte> name)
    {
        var column = _columns[index];
        if (_seen[index])
        {
            throw new DataplatformException($"The {source.Name} has the column '{column.Column.Name}' twice {source.Place(json.TokenStartIndex)}. Leave one of them out.");
        }

        _seen[index] = true;
        if (json.TokenType == JsonTokenType.Null)
        {
            SetNull(batch, row, index, json.TokenStartIndex, name);
            return;
        }

        var value = json;
        if (!column.TryRead(ref json, batch, row))
        {
            throw new DataplatformException(ValueError.Wrong(source.Name, Place(value.TokenStartIndex, name), schema, column.Column, Shown(value, column.Column.Type)));
        }
    }

    private static bool IsWhole(Utf8JsonReader json) => json.TrySkip();

    private void SetMissing(BatchWriter batch, int row)
    {
        for (var index = 0; index < _seen.Length; index++)
        {
            if (!_seen[index])
            {
                SetNull(batch, row, index, 0, []);
            }
        }
    }

    private void SetNull(BatchWriter batch, int row, int index, long at, ReadOnlySpan<byte> name)
    {
        var column = _columns[index].Column;
        if (!column.IsNullable)
        {
            throw new DataplatformException(name.IsEmpty
                ? ValueError.Missing(source.Name, $"{source.Place(at)}, column '{column.Name}'", schema, column) + NearestName.Suggestion(column.Name, _members.Unused)
                : ValueError.Missing(source.Name, Place(at, name), schema, column));
        }

        batch.SetNull(index, row);
    }

    // A text where no text belongs is shown with its quotes, because they are what is wrong with it.
    private string Shown(Utf8JsonReader value, ColumnType type)
    {
        if (value.TokenType == JsonTokenType.String && type.Kind >= ColumnKind.Text)
        {
            return value.GetString()!;
        }

        var from = value.TokenStartIndex;
        value.TrySkip();
        return System.Text.Encoding.UTF8.GetString(source.Text(from, (int)(value.BytesConsumed - from)));
    }

    private string Place(long at, ReadOnlySpan<byte> name) => $"{source.Place(at)}, column '{System.Text.Encoding.UTF8.GetString(name)}'";
}
