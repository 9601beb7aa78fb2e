using System.Diagnostics.CodeAnalysis;
using System.Text.Json;

namespace Dataplatform.Sdk.Configs;

/// <summary>A value that must not be shown.</summary>
internal sealed class SecretConfigType<T>(ConfigType inner) : ConfigType
    where T : notnull
{
    internal override string Noun => inner.Noun;

    internal override bool IsSecret => true;

    internal override object Revealed(object value) => ((Secret<T>)value).Reveal();

    internal override bool TryParse(string text, [NotNullWhen(true)] out object? value)
    {
        value = inner.TryParse(text, out var revealed) ? new Secret<T>((T)revealed) : null;
        return value is not null;
    }

    internal override string Write(object value) => Redaction.Mask;

    internal override void WriteJson(Utf8JsonWriter json, object value) => json.WriteStringValue(Redaction.Mask);

    // "writeOnly" is what OpenAPI says of passwords, and editors know.
    internal override void WriteSchema(Utf8JsonWriter json)
    {
        inner.WriteSchema(json);
        json.WriteBoolean("writeOnly", true);
    }
}
