using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Dataplatform.Sdk.Analyzers.Generators;

/// <summary>What one file says about its declarations, found without asking for the meaning of anything.</summary>
/// <param name="Surface">What other files can see of this one: equal surfaces declare the same.</param>
/// <param name="Attributes">The names of the attributes on methods and types, as written and without their namespace.</param>
/// <param name="Aliases">The names that using directives of the file give.</param>
/// <param name="GlobalAliases">The names that its global using directives give to all files.</param>
internal sealed record TreeFacts(Fingerprint Surface, HashSet<string> Attributes, IReadOnlyList<string> Aliases, IReadOnlyList<string> GlobalAliases)
{
    private static readonly string[] Ours = ["Asset", "AssetAttribute", "Observe", "ObserveAttribute", "AssetCheck", "AssetCheckAttribute", "Contract", "ContractAttribute", "Config", "ConfigAttribute"];

    /// <summary>Whether the file may declare assets, contracts or configuration.</summary>
    /// <param name="globalAliases">The global aliases of all files.</param>
    public bool IsCandidate(IEnumerable<string> globalAliases) =>
        Attributes.Count > 0 && Ours.Concat(Aliases).Concat(globalAliases).Any(name => Attributes.Contains(name) || Attributes.Contains(name.EndsWith("Attribute", StringComparison.Ordinal) ? name.Substring(0, name.Length - 9) : name));

    public static TreeFacts Of(SyntaxTree tree, CancellationToken cancellationToken)
    {
        var root = (CompilationUnitSyntax)tree.GetRoot(cancellationToken);
        var attributes = new HashSet<string>(StringComparer.Ordinal);
        foreach (var declaration in Declarations(root))
        {
            foreach (var attribute in declaration.AttributeLists.SelectMany(list => list.Attributes))
            {
                attributes.Add(SimpleName(attribute.Name));
            }
        }

        var usings = root.DescendantNodes(static node => node is CompilationUnitSyntax or BaseNamespaceDeclarationSyntax).OfType<UsingDirectiveSyntax>()
            .Where(directive => directive.Alias is not null)
            .ToLookup(directive => directive.GlobalKeyword.IsKind(SyntaxKind.GlobalKeyword), directive => directive.Alias!.Name.Identifier.ValueText);
        return new(SurfaceOf(tree, root), attributes, [.. usings[false]], [.. usings[true]]);
    }

    /// <summary>The methods and types of a file; not what is within bodies.</summary>
    public static IEnumerable<MemberDeclarationSyntax> Declarations(CompilationUnitSyntax root) =>
        root.DescendantNodes(static node => node is CompilationUnitSyntax or BaseNamespaceDeclarationSyntax or TypeDeclarationSyntax)
            .OfType<MemberDeclarationSyntax>()
            .Where(static member => member is MethodDeclarationSyntax or TypeDeclarationSyntax);

    // Directives that change what follows them are rare, so a file with one is taken as a whole.
    private static Fingerprint SurfaceOf(SyntaxTree tree, CompilationUnitSyntax root)
    {
        if (root.ContainsDirectives && root.GetFirstDirective(static directive =>
                !directive.IsKind(SyntaxKind.RegionDirectiveTrivia) && !directive.IsKind(SyntaxKind.EndRegionDirectiveTrivia)
                && !directive.IsKind(SyntaxKind.PragmaWarningDirectiveTrivia)) is not null)
        {
            return Fingerprint.Empty.Then(tree.ToString());
        }

        var surface = Fingerprint.Empty;
        Add(root, isPartial: false, ref surface);
        return surface;
    }

    // Left out is what no other file can see: bodies, and the methods of a type that is declared in one place. The parts of
    // a partial type see each other's methods and documentation. The columns of a contract that nothing can be derived from
    // are its own business too: its readers know it by name.
    private static void Add(SyntaxNode node, bool isPartial, ref Fingerprint surface)
    {
        var isClosed = !isPartial && node is TypeDeclarationSyntax contract && IsClosedContract(contract);
        foreach (var child in node.ChildNodesAndTokens())
        {
            switch (child.AsNode())
            {
                case null:
                    surface = surface.Then(isPartial ? child.AsToken().ToFullString() : child.AsToken().Text);
                    break;
                case BlockSyntax or ArrowExpressionClauseSyntax:
                case GlobalStatementSyntax:
                case MethodDeclarationSyntax when !isPartial:
                case ParameterListSyntax or PropertyDeclarationSyntax when isClosed:
                    break;
                case TypeDeclarationSyntax type:
                    Add(type, type.Modifiers.Any(SyntaxKind.PartialKeyword), ref surface);
                    break;
                case { } other:
                    Add(other, isPartial, ref surface);
                    break;
            }
        }
    }

    private static bool IsClosedContract(TypeDeclarationSyntax type) =>
        (type.Modifiers.Any(SyntaxKind.SealedKeyword) || type.IsKind(SyntaxKind.RecordStructDeclaration) || type.IsKind(SyntaxKind.StructDeclaration))
        && type.AttributeLists.SelectMany(list => list.Attributes).Select(attribute => SimpleName(attribute.Name)).ToList() is ["Contract" or "ContractAttribute"];

    private static string SimpleName(NameSyntax name) => name switch
    {
        QualifiedNameSyntax qualified => qualified.Right.Identifier.ValueText,
        AliasQualifiedNameSyntax aliased => aliased.Name.Identifier.ValueText,
        SimpleNameSyntax simple => simple.Identifier.ValueText,
        _ => name.ToString(),
    };
}
