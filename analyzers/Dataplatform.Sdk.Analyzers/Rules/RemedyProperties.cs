using System.Collections.Immutable;
using Dataplatform.Sdk.Analyzers.Model;
using Microsoft.CodeAnalysis;

namespace Dataplatform.Sdk.Analyzers.Rules;

/// <summary>Carries remedies from the analyzers to the code fixes, so that nobody reads messages.</summary>
internal static class RemedyProperties
{
    private const string Name = "Remedies";

    public static ImmutableDictionary<string, string?> Write(IReadOnlyList<Remedy> remedies) => remedies.Count == 0
        ? ImmutableDictionary<string, string?>.Empty
        : ImmutableDictionary<string, string?>.Empty.Add(Name, string.Join("\n", remedies.Select(remedy => remedy.Kind + "\t" + remedy.Value)));

    public static IEnumerable<Remedy> Read(Diagnostic diagnostic) => diagnostic.Properties.TryGetValue(Name, out var text) && text is not null
        ? text.Split('\n').Select(line => line.Split('\t')).Select(parts => new Remedy(parts[0], parts[1]))
        : [];
}
