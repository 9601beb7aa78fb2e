using System.Text.Json;
using Dataplatform.Sdk.DuckDb.Store;

namespace Dataplatform.Sdk.DuckDb.Files;

/// <summary>Dictionaries as objects, whose members are named by the keys.</summary>
internal sealed class JsonMap : JsonValue
{
    private readonly JsonScalar _key;
    private readonly JsonValue _value;
    private readonly HashSet<(UInt128 Held, string? Text)> _seen = [];

    /// <param name="place">The column, or the place within one.</param>
    /// <param name="ordinal">The ordinal in its batch.</param>
    /// <exception cref="DataplatformException">The keys are no single values.</exception>
    public JsonMap(ValuePlace place, int ordinal)
        : base(place, ordinal)
    {
        var within = Within(place);
        _value = within[1];
        _key = within[0] as JsonScalar ?? throw new DataplatformException(
            $"Column '{within[0].Place.Path}' ('{place.Member}') is {within[0].Place.TypeName}, and the members of a JSON object are named by single values. Make it a list of records, with the key as a member.");
    }

    protected override bool TryRead(JsonSource source, ref Utf8JsonReader json, BatchWriter batch, int row)
    {
        if (json.TokenType != JsonTokenType.StartObject)
        {
            return false;
        }

        var (count, items, first) = Begin(json, batch, row);
        _seen.Clear();
        for (var i = 0; i < count; i++)
        {
            json.Read();
            ReadKey(source, ref json, items, first + i);
            json.Read();
            _value.Read(source, ref json, items, first + i);
        }

        return json.Read();
    }

    protected override void WritePresent(BatchReader batch, int row, Utf8JsonWriter json)
    {
        var (first, count) = batch.Values<ListEntry>(Ordinal)[row];
        var items = batch.Items(Ordinal);
        json.WriteStartObject();
        for (var i = first; i < first + count; i++)
        {
            _key.WriteKey(items, (int)i, json);
            _value.Write(items, (int)i, json);
        }

        json.WriteEndObject();
    }

    private void ReadKey(JsonSource source, ref Utf8JsonReader json, BatchWriter items, int row)
    {
        if (!_key.TryReadKey(source, ref json, items, row))
        {
            throw new DataplatformException(ValueError.Wrong(source.Name, $"{source.Place(json.TokenStartIndex)}, column '{_key.Place.Path}'", _key.Place, json.GetString()!));
        }

        if (!_seen.Add(_key.Identity(ref json, items, row)))
        {
            throw new DataplatformException($"The {source.Name} has the key '{json.GetString()}' twice {source.Place(json.TokenStartIndex)}, column '{Place.Path}'. Leave one of them out.");
        }
    }
}
