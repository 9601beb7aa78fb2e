extern alias Analyzers;

using Analyzers::Dataplatform.Sdk.Ledger.Rules;
using Dataplatform.Sdk.Analyzers.Tests.Corpus;
using Dataplatform.Sdk.Analyzers.Tests.Harness;
using Dataplatform.Sdk.Ledger;
using Microsoft.CodeAnalysis;

namespace Dataplatform.Sdk.Analyzers.Tests.Ledger;

/// <summary>Changes of one program: what the build says, what they mean for the version, and which readers fail to build.</summary>
public sealed class LedgerCorpusTests
{
    private const string Changes = "Ledger/changes.txt";
    private const string Refactorings = "Ledger/refactorings.txt";

    private static readonly Lazy<string> Program = new(() => Sections(Changes).Prelude);
    private static readonly Lazy<LedgerProject> Before = new(() => new LedgerProject(Program.Value));
    private static readonly Lazy<string> Promised = new(() => Before.Value.Lock());
    private static readonly Lazy<MetadataReference> Library = new(() => Before.Value.Program.Reference());
    private static readonly Lock Written = new();

    public static TheoryData<string> Broken => [.. Sections(Changes).Cases.Select(one => one.Name)];

    public static TheoryData<string> Harmless => [.. Sections(Refactorings).Cases.Select(one => one.Name)];

    private static bool IsUpdating => Environment.GetEnvironmentVariable("UPDATE_CORPUS") == "1";

    [Fact]
    public void The_program_of_all_cases_is_right_and_keeps_its_promises()
    {
        Before.Value.Diagnostics(Promised.Value, Promised.Value, ("PackageVersion", "1.4.3"), ("ContractsBaselineVersion", "1.4.2")).ShouldBeEmpty();
        Agrees(Before.Value, Promised.Value);
        Approval.Check("ContractsLock", Promised.Value);
    }

    [Theory]
    [MemberData(nameof(Broken))]
    public void A_change_is_told_by_the_build_the_package_and_the_readers_whom_it_concerns(string name)
    {
        var expected = Sections(Changes).Cases.Single(one => one.Name == name);
        var after = new LedgerProject(expected.Apply(Program.Value));
        var found = after.Diagnostics(Promised.Value, Promised.Value, ("PackageVersion", "1.4.3"), ("ContractsBaselineVersion", "1.4.2"));
        var gate = found.SingleOrDefault(diagnostic => diagnostic.Id == "DP4016")?.GetMessage();
        var actual = expected with
        {
            Class = gate is null ? "patch" : gate.Contains("a major change since 1.4.2, so the version must be 2.0.0", StringComparison.Ordinal) ? "major" : gate.Contains("a minor change since 1.4.2, so the version must be 1.5.0", StringComparison.Ordinal) ? "minor" : gate,
            Messages = [.. found.Where(diagnostic => diagnostic.Id != "DP4016").Select(Describe)],
        };
        if (IsUpdating)
        {
            Update(actual);
            return;
        }

        actual.Write().ShouldBe(expected.Write());
        Agrees(after, Promised.Value);
        var library = after.Program.Reference();
        if (expected.Reader is { } reader)
        {
            Reads(reader, Library.Value).ShouldBeEmpty("the consumer was right before");
            Reads(reader, library).ShouldNotBeEmpty("a consumer who reads it must not build any more");
        }

        if (expected.Other != "nobody")
        {
            Reads(expected.Other ?? "Customers: long CustomerId, string Name", library).ShouldBeEmpty("a consumer who does not read it builds on");
        }
    }

    [Theory]
    [MemberData(nameof(Harmless))]
    public void A_harmless_refactoring_raises_nothing(string name)
    {
        var refactoring = Sections(Refactorings).Cases.Single(one => one.Name == name);
        var after = new LedgerProject(refactoring.Apply(Program.Value));

        after.Diagnostics(Promised.Value, Promised.Value, ("PackageVersion", "1.4.3"), ("ContractsBaselineVersion", "1.4.2")).ShouldBeEmpty();
        after.Lock(Promised.Value).ShouldBe(Promised.Value);
        AgreesWithTheApp(after);
    }

    [Fact]
    public void The_corpus_is_large()
    {
        var cases = Sections(Changes).Cases;
        cases.Count.ShouldBeGreaterThanOrEqualTo(40);
        cases.Count(one => one.Class == "major").ShouldBeGreaterThanOrEqualTo(25);
        cases.Count(one => one.Reader is not null).ShouldBeGreaterThanOrEqualTo(15);
        Sections(Refactorings).Cases.Count.ShouldBeGreaterThanOrEqualTo(20);
        cases.Concat(Sections(Refactorings).Cases).Select(one => string.Join("\n", one.Edits)).ShouldBeUnique();
    }

    // What a running app promises is what its compiler locked, and what is written once more stays.
    private static void Agrees(LedgerProject project, string before)
    {
        if (project.Compilation.GetDiagnostics().Any(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error))
        {
            return;
        }

        AgreesWithTheApp(project);
        var recorded = project.Lock(before);
        project.Lock(recorded, accepts: false).ShouldBe(recorded);
        project.Diagnostics(recorded).Where(diagnostic => diagnostic.Id is not "DP4017" and not "DP4013" and not "DP4019").ShouldBeEmpty("what is recorded is not told again");
    }

    private static void AgreesWithTheApp(LedgerProject project)
    {
        using var loaded = LoadedAssembly.Of(project.Program);
        Dataplatform.Sdk.Ledger.Rules.LockText.Write(AppContracts.Of([loaded.Catalog])).ShouldBe(project.Lock());
    }

    private static IReadOnlyList<string> Reads(string what, MetadataReference library)
    {
        var colon = what.IndexOf(':', StringComparison.Ordinal);
        var (asset, columns) = (what[..colon], what[(colon + 1)..]);
        var input = columns.Trim() is "Model" ? "Model model" : $"Table<Taken> rows";
        var program = Compiled.Raw($$"""
            public enum Sold { Open, Shipped }
            [Contract] public sealed record Inner(long Sku, [Decimal(12, 2)] decimal Price);
            [Contract] public sealed record Taken({{(columns.Trim() is "Model" ? "int None" : columns)}});
            [Domain("reports")] public static class Reports { [Asset] public static int Report([Upstream(typeof(SalesAssets), nameof(SalesAssets.{{asset}}))] {{input}}) => 1; }
            """, "Reader", library);
        return [.. program.CompilerDiagnostics().Concat(program.AnalyzerDiagnostics()).Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error).Select(diagnostic => diagnostic.ToString())];
    }

    private static string Describe(Diagnostic diagnostic)
    {
        var place = diagnostic.Location.SourceTree?.GetText().ToString(diagnostic.Location.SourceSpan)
            ?? (diagnostic.Location.GetLineSpan() is { Path: LedgerProject.LockPath } line ? Promised.Value.Split('\n')[line.StartLinePosition.Line] : "?");
        return $"{diagnostic.Id} [{place}] {diagnostic.GetMessage()}";
    }

    private static (string Prelude, IReadOnlyList<LedgerCase> Cases) Sections(string file)
    {
        var sections = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Corpus", file)).ReplaceLineEndings("\n").Split("\n=== ");
        return (sections[0].Trim('\n'), [.. sections.Skip(1).Select(LedgerCase.Read)]);
    }

    private static void Update(LedgerCase actual)
    {
        lock (Written)
        {
            var path = Path.Combine(CorpusFile.Folder, Changes);
            var text = File.ReadAllText(path);
            var start = text.IndexOf($"=== {actual.Name}\n", StringComparison.Ordinal);
            var end = text.IndexOf("\n=== ", start + 1, StringComparison.Ordinal);
            File.WriteAllText(path, text[..start] + actual.Write().TrimEnd('\n') + "\n" + (end < 0 ? string.Empty : text[end..]));
        }
    }
}
