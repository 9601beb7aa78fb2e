using System.Diagnostics.CodeAnalysis;
using System.Text.Json;

namespace Dataplatform.Sdk.Configs;

/// <summary>Several values, as an array.</summary>
internal sealed class ListConfigType<T>(ConfigType item) : ConfigType
{
    internal override string Noun => $"a list, each item {item.Noun}";

    internal override bool IsSecret => item.IsSecret;

    internal override ConfigType Item => item;

    internal override bool TryParse(string text, [NotNullWhen(true)] out object? value)
    {
        value = null;
        return false;
    }

    internal override object ListOf(IReadOnlyList<object> items)
    {
        var list = new T[items.Count];
        for (var i = 0; i < list.Length; i++)
        {
            list[i] = (T)items[i];
        }

        return list;
    }

    internal override string Write(object value) => string.Join(", ", ((IEnumerable<T>)value).Select(entry => item.Write(entry!)));

    internal override void WriteJson(Utf8JsonWriter json, object value)
    {
        json.WriteStartArray();
        foreach (var entry in (IEnumerable<T>)value)
        {
            item.WriteJson(json, entry!);
        }

        json.WriteEndArray();
    }

    internal override void WriteSchema(Utf8JsonWriter json)
    {
        json.WriteString("type", "array");
        json.WriteStartObject("items");
        item.WriteSchema(json);
        json.WriteEndObject();
    }
}
