extern alias Analyzers;

using Dataplatform.Sdk.Analyzers.Tests.Harness;
using Microsoft.CodeAnalysis;

namespace Dataplatform.Sdk.Analyzers.Tests.Rules;

public sealed class DescriptorTests
{
    private static IEnumerable<DiagnosticDescriptor> Descriptors => Installed.Analyzers.SelectMany(analyzer => analyzer.SupportedDiagnostics).Distinct();

    [Fact]
    public void Every_diagnostic_has_a_help_page_with_cause_example_and_fix()
    {
        var folder = Path.Combine(AppContext.BaseDirectory, "HelpPages");
        foreach (var descriptor in Descriptors)
        {
            descriptor.HelpLinkUri.ShouldBe($"docs/diagnostics/{descriptor.Id}.md");
            var page = File.ReadAllText(Path.Combine(folder, descriptor.Id + ".md"));
            page.ShouldStartWith($"# {descriptor.Id}: {descriptor.Title}");
            foreach (var section in new[] { "## Cause", "## Example", "## Fix" })
            {
                page.ShouldContain(section, customMessage: descriptor.Id);
            }
        }
    }

    [Fact]
    public void Every_diagnostic_has_an_id_of_its_own_and_is_an_error_unless_it_works_today()
    {
        Descriptors.ShouldAllBe(descriptor => descriptor.IsEnabledByDefault
            && descriptor.DefaultSeverity == (descriptor.Id.StartsWith("DP2", StringComparison.Ordinal) || descriptor.Id == "DP4017" ? DiagnosticSeverity.Warning : descriptor.Id == "DP4015" ? DiagnosticSeverity.Info : DiagnosticSeverity.Error));
        Descriptors.Select(descriptor => descriptor.Id).ShouldBeUnique();
    }
}
