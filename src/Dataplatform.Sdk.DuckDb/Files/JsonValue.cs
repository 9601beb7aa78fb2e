using System.Text;
using System.Text.Json;
using Dataplatform.Sdk.DuckDb.Store;

namespace Dataplatform.Sdk.DuckDb.Files;

/// <summary>Reads and writes the values of a column, or of a place within one, as JSON.</summary>
/// <param name="place">The column, or the place within one.</param>
/// <param name="ordinal">The ordinal in its batch.</param>
internal abstract class JsonValue(ValuePlace place, int ordinal)
{
    /// <summary>The column, or the place within one.</summary>
    public ValuePlace Place => place;

    protected ColumnSchema Schema => place.Schema;

    protected int Ordinal => ordinal;

    /// <summary>The columns of a contract.</summary>
    public static JsonObject Of(RowSchema schema) => new(schema.Columns, [.. schema.Columns.Select((column, i) => Of(ValuePlace.Of(schema, column), i))]);

    /// <summary>What is right within a place, in the order of its batch.</summary>
    protected static JsonValue[] Within(ValuePlace place) => [.. place.Inner().Select(Of)];

    /// <summary>Reads a value whose tokens are all there, and goes to its last one.</summary>
    /// <param name="source">The file.</param>
    /// <param name="json">At the value's first token.</param>
    /// <param name="batch">Gets the value.</param>
    /// <param name="row">The row of the batch.</param>
    /// <param name="name">The name that a column has in the file.</param>
    /// <exception cref="DataplatformException">It is null where it may not be, or not of the type.</exception>
    public void Read(JsonSource source, ref Utf8JsonReader json, BatchWriter batch, int row, ReadOnlySpan<byte> name = default)
    {
        if (json.TokenType == JsonTokenType.Null)
        {
            if (!Schema.IsNullable)
            {
                throw new DataplatformException(ValueError.Missing(source.Name, Where(source, json.TokenStartIndex, name), place));
            }

            batch.SetNull(ordinal, row);
            return;
        }

        var value = json;
        if (!TryRead(source, ref json, batch, row))
        {
            throw new DataplatformException(ValueError.Wrong(source.Name, Where(source, value.TokenStartIndex, name), place, Shown(source, value)));
        }
    }

    /// <summary>Writes the value of a row.</summary>
    public void Write(BatchReader batch, int row, Utf8JsonWriter json)
    {
        if (batch.IsNull(ordinal, row))
        {
            json.WriteNullValue();
        }
        else
        {
            WritePresent(batch, row, json);
        }
    }

    /// <summary>Reads a value that is not null.</summary>
    /// <returns>Whether it is of the type, and nothing of it is lost.</returns>
    protected abstract bool TryRead(JsonSource source, ref Utf8JsonReader json, BatchWriter batch, int row);

    /// <summary>Writes a value that is not null.</summary>
    protected abstract void WritePresent(BatchReader batch, int row, Utf8JsonWriter json);

    /// <summary>Makes room for the items of a list or dictionary: as many as the array or object has that the reader is at.</summary>
    /// <returns>How many; the batch of items, and the row of the first in it.</returns>
    protected (int Count, BatchWriter Items, int First) Begin(Utf8JsonReader json, BatchWriter batch, int row)
    {
        var count = 0;
        while (json.Read() && json.TokenType is not (JsonTokenType.EndArray or JsonTokenType.EndObject))
        {
            json.TrySkip();
            count++;
        }

        var items = batch.Items(ordinal, count, out var first);
        batch.Values<ListEntry>(ordinal)[row] = new(first, count);
        return (count, items, first);
    }

    private static JsonValue Of(ValuePlace place, int ordinal) => place.Schema.Type.Kind switch
    {
        ColumnKind.List => new JsonList(place, ordinal),
        ColumnKind.Struct => new JsonStruct(place, ordinal),
        ColumnKind.Map => new JsonMap(place, ordinal),
        _ => new JsonScalar(place, ordinal),
    };

    private string Where(JsonSource source, long at, ReadOnlySpan<byte> name) =>
        $"{source.Place(at)}, column '{(place.Outer is null ? Encoding.UTF8.GetString(name) : place.Path)}'";

    // A text where no text belongs is shown with its quotes, because they are what is wrong with it.
    private string Shown(JsonSource source, Utf8JsonReader value)
    {
        if (value.TokenType == JsonTokenType.String && Schema.Type is { Kind: >= ColumnKind.Text and not ColumnKind.UInt128, Fields.Count: 0 })
        {
            return value.GetString()!;
        }

        var from = value.TokenStartIndex;
        value.TrySkip();
        return Encoding.UTF8.GetString(source.Text(from, (int)(value.BytesConsumed - from)));
    }
}
