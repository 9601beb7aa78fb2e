using Dataplatform.Sdk.Analyzers.Tests.Harness;
using Microsoft.CodeAnalysis;

namespace Dataplatform.Sdk.Analyzers.Tests.Corpus;

public sealed class CorpusTests
{
    // Ids whose programs do not fit into a file: several assemblies, a lock beside the project or a defect of our own.
    private static readonly string[] Elsewhere =
    [
        "DP0014", "DP1009", "DP1011", "DP9001",
        "DP4001", "DP4002", "DP4003", "DP4004", "DP4005", "DP4006", "DP4007", "DP4008", "DP4009", "DP4010", "DP4011", "DP4012", "DP4014", "DP4015", "DP4016", "DP4018",
    ];

    public static TheoryData<string, string> Wrong => [.. CorpusFile.All("Wrong")];

    public static TheoryData<string, string> Right => [.. CorpusFile.All("Right")];

    private static readonly Lock Written = new();

    private static bool IsUpdating => Environment.GetEnvironmentVariable("UPDATE_CORPUS") == "1";

    [Theory]
    [MemberData(nameof(Wrong))]
    public async Task A_wrong_program_is_told_so_and_put_right(string file, string program)
    {
        var (prelude, expected) = Find(file, program);

        var actual = await RunAsync(prelude, expected);

        if (IsUpdating)
        {
            Update(file, actual);
            return;
        }

        actual.Write().ShouldBe(expected.Write());
        expected.Messages.ShouldNotBeEmpty("a program without a mistake belongs to the folder Right");
        if (expected.Fix is not null)
        {
            await IsSettledAsync(prelude, expected);
        }
    }

    [Theory]
    [MemberData(nameof(Right))]
    public async Task A_right_program_is_left_alone(string file, string program)
    {
        var (prelude, expected) = Find(file, program);
        using var bench = expected.Open(prelude, expected.Source);

        (await bench.DiagnosticsAsync()).ShouldBeEmpty();
    }

    [Fact]
    public void The_corpus_is_large_and_its_programs_are_different()
    {
        foreach (var folder in new[] { "Wrong", "Right" })
        {
            CorpusFile.All(folder).Count().ShouldBeGreaterThanOrEqualTo(60);
            CorpusFile.All(folder).ShouldBeUnique();
            CorpusFile.Names(folder).SelectMany(name => CorpusFile.Read(name).Programs).Select(program => program.Library + program.Text).ShouldBeUnique();
        }
    }

    [Fact]
    public void Every_diagnostic_has_a_program()
    {
        var shown = CorpusFile.Names("Wrong").SelectMany(name => CorpusFile.Read(name).Programs).SelectMany(program => program.Messages).Select(message => message.Split(':')[0]).ToHashSet();

        Installed.Analyzers.SelectMany(analyzer => analyzer.SupportedDiagnostics).Select(descriptor => descriptor.Id).Distinct().Except(shown).ShouldBe(Elsewhere, ignoreOrder: true);
    }

    private static (string Prelude, CorpusProgram Program) Find(string file, string program)
    {
        var found = CorpusFile.Read(file);
        return (found.Prelude, found.Programs.Single(candidate => candidate.Name == program));
    }

    private static async Task<CorpusProgram> RunAsync(string prelude, CorpusProgram program)
    {
        using var bench = program.Open(prelude, program.Source);
        var diagnostics = await bench.DiagnosticsAsync();
        var actual = program with
        {
            Text = program.Marked(prelude, diagnostics),
            Messages = [.. diagnostics.Select(diagnostic => diagnostic.Id + ": " + diagnostic.GetMessage())],
            Fix = null,
            Fixed = null,
        };
        foreach (var diagnostic in diagnostics)
        {
            var actions = await bench.ActionsAsync(diagnostic);
            var action = actions.FirstOrDefault(candidate => candidate.Title == program.Fix) ?? (IsUpdating || program.Fix is null ? (actions.Count > 0 ? actions[0] : null) : null);
            if (action is not null)
            {
                action.EquivalenceKey.ShouldNotBeNull();
                await bench.ApplyAsync(action);
                return actual with { Fix = action.Title, Fixed = CorpusProgram.Tail(prelude, await bench.TextAsync()) };
            }
        }

        return actual;
    }

    // What a fix leaves behind is right, unless the program had more than one mistake; and nothing is left to fix twice.
    private static async Task IsSettledAsync(string prelude, CorpusProgram program)
    {
        using var bench = program.Open(prelude, program.Fixed!, isWhole: program.Fixed!.StartsWith("using ", StringComparison.Ordinal));
        var left = await bench.DiagnosticsAsync();
        left.Count.ShouldBeLessThan(program.Messages.Count, string.Join("\n", left));
    }

    private static void Update(string file, CorpusProgram actual)
    {
        lock (Written)
        {
            var path = Path.Combine(CorpusFile.Folder, file);
            var text = File.ReadAllText(path);
            var start = text.IndexOf($"=== {actual.Name}\n", StringComparison.Ordinal);
            var end = text.IndexOf("\n=== ", start + 1, StringComparison.Ordinal);
            File.WriteAllText(path, text[..start] + actual.Write().TrimEnd('\n') + "\n" + (end < 0 ? string.Empty : text[end..]));
        }
    }
}
