extern alias Analyzers;

using System.Collections.Immutable;
using Analyzers::Dataplatform.Sdk.Analyzers.Analyzers;
using Dataplatform.Sdk.CodeFixes.Graph;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Dataplatform.Sdk.Analyzers.Tests.Harness;

/// <summary>Every analyzer and code fix that the package brings.</summary>
internal static class Installed
{
    public static ImmutableArray<DiagnosticAnalyzer> Analyzers { get; } = All<DiagnosticAnalyzer>(typeof(AssetAnalyzer).Assembly);

    public static CodeFixProvider[] Fixes { get; } = [.. All<CodeFixProvider>(typeof(GraphCodeFix).Assembly)];

    private static ImmutableArray<T> All<T>(System.Reflection.Assembly assembly) =>
        [.. assembly.GetTypes().Where(type => type is { IsAbstract: false } && type.IsAssignableTo(typeof(T))).OrderBy(type => type.Name, StringComparer.Ordinal).Select(type => (T)Activator.CreateInstance(type)!)];
}
