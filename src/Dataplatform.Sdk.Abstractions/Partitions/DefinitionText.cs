using System.Globalization;
using System.Text;

namespace Dataplatform.Sdk.Partitions;

// Linked into the analyzer assembly as well: netstandard2.0 and nothing but the base library here.

/// <summary>
/// Definitions and mappings as one line of text, for generated code and for the compilers of other assemblies. Fields are separated by
/// <c>|</c> and dimensions by <c>&amp;</c>; in a field these, <c>%</c>, quotes and whatever is no plain character are <c>%</c> with four
/// hexadecimal digits. Empty fields at the end are left out.
/// </summary>
internal static class DefinitionText
{
    /// <summary>Writes a definition.</summary>
    public static string Write(PartitionsDefinition definition) => string.Join("&", definition.Dimensions.Select(dimension => Join(Fields(dimension))));

    /// <summary>Reads what <see cref="Write(PartitionsDefinition)"/> wrote.</summary>
    /// <exception cref="FormatException">The text was written by another version.</exception>
    public static PartitionsDefinition ReadDefinition(string text) => new([.. text.Split('&').Select(dimension => Dimension(new Reader(dimension)))]);

    /// <summary>Writes a mapping.</summary>
    public static string Write(PartitionMapping mapping) => Join(mapping switch
    {
        PartitionMapping.Overlap overlap => ["overlap", Number(overlap.StartOffset), Number(overlap.EndOffset)],
        PartitionMapping.All => ["all"],
        PartitionMapping.Latest => ["latest"],
        PartitionMapping.Keys keys => ["keys", keys.Pairs, keys.ReaderKey, keys.UpstreamKey],
        PartitionMapping.Function function => ["function", function.Type, function.ReaderKey, function.UpstreamKey],
        _ => ["default"],
    });

    /// <summary>Reads what <see cref="Write(PartitionMapping)"/> wrote.</summary>
    /// <exception cref="FormatException">The text was written by another version.</exception>
    public static PartitionMapping ReadMapping(string text)
    {
        var fields = new Reader(text);
        return fields.Next() switch
        {
            "overlap" => new PartitionMapping.Overlap(fields.Number(), fields.Number()),
            "all" => new PartitionMapping.All(),
            "latest" => new PartitionMapping.Latest(),
            "keys" => new PartitionMapping.Keys(fields.Next(), fields.Next(), fields.Next()),
            "function" => new PartitionMapping.Function(fields.Next(), fields.Next(), fields.Next()),
            "default" => PartitionMapping.Default,
            var other => throw Unknown(other),
        };
    }

    private static string?[] Fields(PartitionDimension dimension) => dimension switch
    {
        TimeDimension time =>
        [
            "time", time.Name, time.By, time.Cadence.ToString(), time.Cron, time.Start, time.TimeZone == "UTC" ? null : time.TimeZone, time.End,
            time.EndOffset == 0 ? null : Number(time.EndOffset), time.Exclusions, time.Format,
        ],
        EnumDimension members => ["enum", members.Name, members.By, members.EnumType, members.Members],
        _ => ["set", dimension.Name, dimension.By, ((DynamicDimension)dimension).Set],
    };

    private static PartitionDimension Dimension(Reader fields)
    {
        var (kind, name, by) = (fields.Next(), fields.Next(), fields.Optional());
        return kind switch
        {
            "time" => new TimeDimension(name, Cadence(fields.Next()), fields.Next(), fields.Next())
            {
                By = by,
                TimeZone = fields.Optional() ?? "UTC",
                End = fields.Optional(),
                EndOffset = fields.Number(),
                Exclusions = fields.Next(),
                Format = fields.Optional(),
            },
            "enum" => new EnumDimension(name, fields.Next(), fields.Next()) { By = by },
            "set" => new DynamicDimension(name, fields.Next()) { By = by },
            _ => throw Unknown(kind),
        };
    }

    private static TimeCadence Cadence(string text) => Enum.TryParse<TimeCadence>(text, out var cadence) ? cadence : throw Unknown(text);

    private static FormatException Unknown(string text) =>
        new($"'{text}' in the text of partitions is not known. Build the assembly again with this version of Dataplatform.Sdk.");

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);

    private static string Join(string?[] fields)
    {
        var text = new StringBuilder();
        foreach (var field in fields)
        {
            text.Append(text.Length == 0 ? string.Empty : "|");
            Escape(text, field ?? string.Empty);
        }

        return text.ToString().TrimEnd('|');
    }

    private static void Escape(StringBuilder text, string field)
    {
        for (var i = 0; i < field.Length; i++)
        {
            // A line is trimmed when it is read.
            var c = field[i];
            if (c is '|' or '&' or '%' or '"' or '\\' || char.IsControl(c) || char.IsSurrogate(c) || c is '\u2028' or '\u2029' || (char.IsWhiteSpace(c) && (i == 0 || i == field.Length - 1)))
            {
                text.Append('%').Append(((int)c).ToString("X4", CultureInfo.InvariantCulture));
            }
            else
            {
                text.Append(c);
            }
        }
    }

    private static string Unescape(string field)
    {
        if (field.IndexOf('%') < 0)
        {
            return field;
        }

        var text = new StringBuilder(field.Length);
        for (var i = 0; i < field.Length; i++)
        {
            if (field[i] != '%')
            {
                text.Append(field[i]);
            }
            else
            {
                var digits = field.Substring(i + 1, Math.Min(4, field.Length - i - 1));
                text.Append(digits.Length == 4 && ushort.TryParse(digits, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var code) ? (char)code : throw Unknown(field));
                i += 4;
            }
        }

        return text.ToString();
    }

    /// <summary>Takes one field after the other; what is left out at the end is empty.</summary>
    private sealed class Reader(string text)
    {
        private readonly string[] _fields = text.Split('|');
        private int _next;

        public string Next() => _next < _fields.Length ? Unescape(_fields[_next++]) : string.Empty;

        public string? Optional() => Next() is { Length: > 0 } field ? field : null;

        public int Number() => Optional() is not { } field ? 0
            : int.TryParse(field, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number
            : throw Unknown(field);
    }
}
