using System.Reflection;

namespace Dataplatform.Sdk.Analyzers.Tests.Corpus;

/// <summary>A file of the corpus: a text that all its programs share, then the programs.</summary>
internal sealed record CorpusFile(string Prelude, IReadOnlyList<CorpusProgram> Programs)
{
    public static string Folder { get; } = Path.Combine(
        typeof(CorpusFile).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(data => data.Key == "ProjectFolder").Value!, "Corpus");

    public static CorpusFile Read(string name)
    {
        var sections = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Corpus", name)).ReplaceLineEndings("\n").Split("=== ");
        return new(sections[0].Trim('\n'), [.. sections.Skip(1).Select(CorpusProgram.Read)]);
    }

    public static IEnumerable<string> Names(string folder) =>
        Directory.EnumerateFiles(Path.Combine(AppContext.BaseDirectory, "Corpus", folder), "*.txt").Select(path => folder + "/" + Path.GetFileName(path)).Order(StringComparer.Ordinal);

    public static IEnumerable<(string File, string Program)> All(string folder) =>
        Names(folder).SelectMany(file => Read(file).Programs.Select(program => (file, program.Name)));
}
