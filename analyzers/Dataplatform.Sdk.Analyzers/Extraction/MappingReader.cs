using System.Globalization;
using Dataplatform.Sdk.Analyzers.Model;
using Dataplatform.Sdk.Partitions;
using Microsoft.CodeAnalysis;

namespace Dataplatform.Sdk.Analyzers.Extraction;

/// <summary>Reads which partitions of an upstream a parameter asks for, as far as its method alone can tell.</summary>
/// <param name="definition">How the method is divided; null if it is not, or if that cannot be told.</param>
/// <param name="isKnown">Whether it can be told.</param>
/// <param name="source">The method as people write it.</param>
/// <param name="problems">Takes what is wrong.</param>
internal sealed class MappingReader(PartitionsDefinition? definition, bool isKnown, string source, ICollection<Problem> problems)
{
    private const string MapKey = "[MapKey]";

    private static readonly string[] Settings = ["Lookback", "Offset", "StartOffset", "EndOffset", "Partitions", "Map"];

    /// <summary>The mapping of a parameter that reads an asset.</summary>
    /// <returns>The mapping; null if it cannot be told, for which there is a reason among the problems, or one of the compiler.</returns>
    public PartitionMapping? Read(IParameterSymbol parameter, AttributeData? upstream, AttributeData? self)
    {
        var hasKeys = HasKeys(parameter);
        if (isKnown && self is null && !hasKeys && upstream is null or { NamedArguments.IsEmpty: true })
        {
            return PartitionMapping.Default;
        }

        if (!isKnown)
        {
            return null;
        }

        var settings = upstream?.NamedArguments.Select(argument => argument.Key).Where(Settings.Contains).ToList() ?? [];
        if (self is not null)
        {
            return Previous(parameter, self, hasKeys ? MapKey : settings.FirstOrDefault());
        }

        if (settings.Count == 0 && !hasKeys)
        {
            return PartitionMapping.Default;
        }

        if (Second(settings, hasKeys) is var (first, second))
        {
            return Fail(DiagnosticIds.PartitionMapping, At(parameter, second),
                $"Parameter '{parameter.Name}' of '{source}' says in two ways which partitions it needs, by {first} and by {second}. Keep one of them.",
                second == MapKey ? null : new Remedy(RemedyKinds.WithoutArgument));
        }

        return hasKeys ? new MapKeyReader(definition, source, problems).Read(parameter) : settings[0] switch
        {
            "Partitions" => Named(upstream!.Setting("Partitions")?.Value as int? ?? 0),
            "Map" => upstream!.Setting("Map")?.Value is ITypeSymbol type ? MapFunctions.Read(parameter, type, definition, source, problems) : null,
            _ => Windows(parameter, upstream!, settings),
        };
    }

    // Most parameters have no attribute, and none of them is looked up by name.
    private static bool HasKeys(IParameterSymbol parameter) => parameter.GetAttributes() is { IsEmpty: false } attributes && attributes.Any(attribute => attribute.AttributeClass?.IsSdk(Names.MapKey) == true);

    private static (string First, string Second)? Second(List<string> settings, bool hasKeys)
    {
        var ways = settings.ConvertAll(setting => (Way: setting is "StartOffset" ? "EndOffset" : setting, Setting: setting));
        if (hasKeys)
        {
            ways.Add((MapKey, MapKey));
        }

        return ways.Select(way => way.Way).Distinct().Count() > 1 ? (ways[0].Setting, ways.Find(way => way.Way != ways[0].Way).Setting) : null;
    }

    private static PartitionMapping Named(int partitions) => partitions switch
    {
        1 => new PartitionMapping.Overlap(),
        2 => new PartitionMapping.All(),
        3 => new PartitionMapping.Latest(),
        _ => PartitionMapping.Default,
    };

    private PartitionMapping? Windows(IParameterSymbol parameter, AttributeData upstream, List<string> settings)
    {
        int Of(string setting) => upstream.Setting(setting)?.Value as int? ?? 0;
        if (definition?.Time is null)
        {
            return Fail(DiagnosticIds.PartitionMapping, At(parameter, settings[0]),
                $"Parameter '{parameter.Name}' of '{source}' counts windows of time from the one that is made, and '{source}' is {(definition is null ? "not partitioned" : $"divided by {PartitionTypes.Names(definition)}, without time")}. Leave {settings[0]} out, or divide '{source}' by time.",
                new Remedy(RemedyKinds.WithoutArgument));
        }

        if (settings[0] == "Lookback" && Of("Lookback") < 1)
        {
            return Fail(DiagnosticIds.PartitionMapping, At(parameter, "Lookback"),
                $"Parameter '{parameter.Name}' of '{source}' looks back by {Number(Of("Lookback"))} windows. Write 1 or more; for later windows there is EndOffset.");
        }

        var (start, end) = settings[0] switch
        {
            "Lookback" => (-Of("Lookback"), 0),
            "Offset" => (Of("Offset"), Of("Offset")),
            _ => (Of("StartOffset"), Of("EndOffset")),
        };
        return start <= end
            ? new PartitionMapping.Overlap(start, end)
            : Fail(DiagnosticIds.PartitionMapping, At(parameter, settings[settings.Count - 1]),
                $"Parameter '{parameter.Name}' of '{source}' needs the windows from {Number(start)} to {Number(end)}, and there are none. Write a StartOffset that is not greater than the EndOffset.");
    }

    private PartitionMapping? Previous(IParameterSymbol parameter, AttributeData self, string? other)
    {
        if (other is not null)
        {
            return Fail(DiagnosticIds.PartitionMapping, At(parameter, other),
                $"Parameter '{parameter.Name}' of '{source}' is the asset's own partition of the window before, so {other} says nothing. Leave it out; for more windows there is [Self(Lookback = 2)].",
                other == MapKey ? null : new Remedy(RemedyKinds.WithoutArgument));
        }

        var lookback = self.Setting("Lookback")?.Value as int? ?? 1;
        if (definition is null)
        {
            return self.Setting("Lookback") is null ? PartitionMapping.Default : Fail(DiagnosticIds.NoPreviousPartition, Own(parameter),
                $"Parameter '{parameter.Name}' of '{source}' looks back at windows of time, and '{source}' is not partitioned. Leave Lookback out to read the last version.",
                new Remedy(RemedyKinds.WithoutArgument));
        }

        if (definition.Time is null)
        {
            return Fail(DiagnosticIds.NoPreviousPartition, new(PlaceKind.ParameterName, parameter.Ordinal),
                $"Parameter '{parameter.Name}' of '{source}' is the asset's own partition before the one that is made, and keys of {PartitionTypes.Names(definition)} have no before. Divide '{source}' by time too, or leave the parameter out.",
                new Remedy(RemedyKinds.WithoutParameter));
        }

        return lookback >= 1
            ? new PartitionMapping.Overlap(-lookback, -1)
            : Fail(DiagnosticIds.NoPreviousPartition, Own(parameter),
                $"Parameter '{parameter.Name}' of '{source}' looks back by {Number(lookback)} windows, but an asset cannot read what it is making. Write 1 or more.");
    }

    private PartitionMapping? Fail(string id, Place place, string message, Remedy? remedy = null)
    {
        problems.Add(new(id, message, place) { Remedies = remedy is null ? [] : [remedy] });
        return null;
    }

    private static Place At(IParameterSymbol parameter, string setting) =>
        setting == MapKey ? new(PlaceKind.MapKey, parameter.Ordinal) : new(PlaceKind.UpstreamSetting, parameter.Ordinal, setting);

    private static Place Own(IParameterSymbol parameter) => new(PlaceKind.SelfSetting, parameter.Ordinal, "Lookback");

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);
}
