using System.Text.Json;

namespace Dataplatform.Sdk.DuckDb.Files;

/// <summary>Reads and writes objects whose members are columns: rows, and records within them.</summary>
/// <param name="columns">The columns.</param>
/// <param name="values">Reads and writes the values of each.</param>
internal sealed class JsonObject(IReadOnlyList<ColumnSchema> columns, JsonValue[] values)
{
    private readonly JsonEncodedText[] _names = [.. columns.Select(column => JsonEncodedText.Encode(column.Name, JsonText.Encoder))];
    private readonly JsonMembers _members = new(columns);
    private readonly bool[] _seen = new bool[columns.Count];

    /// <summary>Reads an object.</summary>
    /// <param name="source">The file.</param>
    /// <param name="json">At the object's brace.</param>
    /// <param name="batch">Gets the values.</param>
    /// <param name="row">The row of the batch.</param>
    /// <param name="isWhole">Whether all of the object is surely there.</param>
    /// <returns>False if the end of the object is not there yet; then it is read again from its beginning.</returns>
    /// <exception cref="DataplatformException">The object does not fit the contract.</exception>
    public bool TryRead(JsonSource source, ref Utf8JsonReader json, BatchWriter batch, int row, bool isWhole)
    {
        Array.Clear(_seen);
        var guess = 0;
        while (json.Read())
        {
            if (json.TokenType == JsonTokenType.EndObject)
            {
                SetMissing(source, json.TokenStartIndex, batch, row, isWhole);
                return true;
            }

            var index = _members.Find(ref json, ref guess);
            var (nameAt, nameLength) = (json.TokenStartIndex + 1, json.ValueSpan.Length);
            if (!json.Read() || (!isWhole && json.TokenType is JsonTokenType.StartObject or JsonTokenType.StartArray && !IsWhole(json)))
            {
                return false;
            }

            if (index == JsonMembers.Unknown)
            {
                json.TrySkip();
                continue;
            }

            if (_seen[index])
            {
                throw new DataplatformException($"The {source.Name} has the column '{values[index].Place.Path}' twice {source.Place(json.TokenStartIndex)}. Leave one of them out.");
            }

            _seen[index] = true;
            values[index].Read(source, ref json, batch, row, source.Text(nameAt, nameLength));
        }

        return false;
    }

    /// <summary>Writes an object.</summary>
    public void Write(BatchReader batch, int row, Utf8JsonWriter json)
    {
        json.WriteStartObject();
        for (var i = 0; i < values.Length; i++)
        {
            json.WritePropertyName(_names[i]);
            values[i].Write(batch, row, json);
        }

        json.WriteEndObject();
    }

    private static bool IsWhole(Utf8JsonReader json) => json.TrySkip();

    // A row is named by its first line, a record by its last, because that is where the reader is.
    private void SetMissing(JsonSource source, long end, BatchWriter batch, int row, bool isRecord)
    {
        for (var index = 0; index < _seen.Length; index++)
        {
            if (_seen[index])
            {
                continue;
            }

            var place = values[index].Place;
            if (!place.Schema.IsNullable)
            {
                throw new DataplatformException(
                    ValueError.Missing(source.Name, $"{source.Place(isRecord ? end : 0)}, column '{place.Path}'", place) + NearestName.Suggestion(place.Schema.Name, _members.Unused));
            }

            batch.SetNull(index, row);
        }
    }
}
