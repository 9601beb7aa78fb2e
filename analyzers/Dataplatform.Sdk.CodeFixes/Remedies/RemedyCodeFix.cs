using Dataplatform.Sdk.Analyzers.Model;
using Dataplatform.Sdk.Analyzers.Rules;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;

namespace Dataplatform.Sdk.CodeFixes.Remedies;

/// <summary>Offers the remedies that an analyzer attached to its diagnostic.</summary>
public abstract class RemedyCodeFix : CodeFixProvider
{
    private protected RemedyCodeFix()
    {
    }

    /// <inheritdoc/>
    public sealed override FixAllProvider GetFixAllProvider() => WellKnownFixAllProviders.BatchFixer;

    /// <inheritdoc/>
    public sealed override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        if (await context.Document.GetSyntaxRootAsync(context.CancellationToken).ConfigureAwait(false) is not { } root)
        {
            return;
        }

        foreach (var diagnostic in context.Diagnostics)
        {
            foreach (var remedy in RemedyProperties.Read(diagnostic))
            {
                var node = root.FindNode(diagnostic.Location.SourceSpan, getInnermostNodeForTie: true);
                if (await ActionAsync(context.Document, node, diagnostic, remedy, context.CancellationToken).ConfigureAwait(false) is { } action)
                {
                    context.RegisterCodeFix(action, diagnostic);
                }
            }
        }
    }

    private static async Task<CodeAction?> ActionAsync(Document document, SyntaxNode node, Diagnostic diagnostic, Remedy remedy, CancellationToken cancellationToken)
    {
        // The key stays the same for all places that one choice of the user puts right.
        var key = $"{diagnostic.Id}:{remedy.Kind}:{(remedy.Kind is RemedyKinds.Mark or RemedyKinds.WithoutModifier or RemedyKinds.UpstreamPartitions or RemedyKinds.TimeZone ? remedy.Value : Form(remedy))}";
        if (remedy.Kind == RemedyKinds.Rename)
        {
            return CodeAction.Create($"Rename to '{remedy.Value}'", cancel => Edits.RenameAsync(document, node, remedy.Value, cancel), key);
        }

        var target = remedy.Kind is RemedyKinds.Upstream or RemedyKinds.After or RemedyKinds.Observe or RemedyKinds.AssetCheck
            ? await AssetReference.FindAsync(document, remedy.Value, cancellationToken).ConfigureAwait(false)
            : null;
        return remedy.Kind switch
        {
            RemedyKinds.Upstream or RemedyKinds.After or RemedyKinds.Observe or RemedyKinds.AssetCheck when target is null => null,
            RemedyKinds.Upstream => Document($"Read '{remedy.Value}' with [Upstream]", cancel => target!.UpstreamAsync(document, node, cancel)),
            RemedyKinds.After => Document($"Come after '{remedy.Value}'", cancel => target!.AfterAsync(document, node, cancel)),
            RemedyKinds.Observe => Document($"Observe '{remedy.Value}'", cancel => target!.NameAsync(document, node, "Observe", cancel)),
            RemedyKinds.AssetCheck => Document($"Check '{remedy.Value}'", cancel => target!.NameAsync(document, node, "AssetCheck", cancel)),
            RemedyKinds.Contract or RemedyKinds.Artifact => await TypeMark.ActionAsync(document, remedy, key, cancellationToken).ConfigureAwait(false),
            RemedyKinds.Internal => Document("Make it internal", cancel => Edits.InternalAsync(document, node, remedy.Value, cancel)),
            RemedyKinds.Static => Document("Make it static", cancel => Edits.StaticAsync(document, node, cancel)),
            RemedyKinds.WithoutModifier => Document($"Remove '{remedy.Value}'", cancel => Edits.WithoutModifierAsync(document, node, remedy.Value, cancel)),
            RemedyKinds.Type => Document($"Write '{Short(remedy.Value)}'", cancel => Edits.TypeAsync(document, node, remedy.Value, cancel)),
            RemedyKinds.Required => Document("Remove '?'", cancel => Edits.RequiredAsync(document, node, cancel)),
            RemedyKinds.Mark => Document($"Put [{remedy.Value}] on the parameter", cancel => Edits.MarkAsync(document, node, remedy.Value, cancel)),
            RemedyKinds.MarkMethod => Document($"Put [{Short(remedy.Value)}] on the method", cancel => Edits.MarkMethodAsync(document, node, remedy.Value, cancel)),
            RemedyKinds.Self => Document("Read the asset's own last version with [Self]", cancel => Edits.SelfAsync(document, node, cancel)),
            RemedyKinds.WithoutParameter => Document("Remove the parameter", cancel => Edits.WithoutParameterAsync(document, node, cancel)),
            RemedyKinds.WithoutAs => Document("Make it a table", cancel => Edits.WithoutAsAsync(document, node, cancel)),
            RemedyKinds.WithoutAttribute => Document($"Remove [{remedy.Value}]", cancel => AttributeEdits.WithoutAttributeAsync(document, node, cancel)),
            RemedyKinds.WithoutArgument => Document("Remove the setting", cancel => AttributeEdits.WithoutArgumentAsync(document, node, cancel)),
            RemedyKinds.NameOf => Document($"Write nameof({remedy.Value.Split('.') switch { [.., var type, var member] => $"{type}.{member}", _ => remedy.Value }})", cancel => AttributeEdits.NameOfAsync(document, node, remedy.Value, cancel)),
            RemedyKinds.UpstreamPartitions => Document($"Say [Upstream(Partitions = UpstreamPartitions.{remedy.Value})]", cancel => PartitionEdits.UpstreamPartitionsAsync(document, node, remedy.Value, cancel)),
            RemedyKinds.WithoutMapping => Document("Remove what it says of partitions", cancel => PartitionEdits.WithoutMappingAsync(document, node, cancel)),
            RemedyKinds.TimeZone => Document($"Write TimeZone = \"{remedy.Value}\"", cancel => PartitionEdits.TimeZoneAsync(document, node, remedy.Value, cancel)),
            RemedyKinds.Text => Document($"Write \"{remedy.Value}\"", cancel => Edits.TextAsync(document, node, remedy.Value, cancel)),
            _ => null,
        };

        CodeAction Document(string title, Func<CancellationToken, Task<Document>> change) => CodeAction.Create(title, change, key);
    }

    // The form of a type without its argument, the domain of a key.
    private static string Form(Remedy remedy) => remedy.Kind switch
    {
        RemedyKinds.Type => remedy.Value.IndexOf('<') is var end && end >= 0 ? remedy.Value.Substring(0, end) : string.Empty,
        RemedyKinds.Upstream or RemedyKinds.After or RemedyKinds.Observe or RemedyKinds.AssetCheck => remedy.Value.Substring(0, remedy.Value.IndexOf('/')),
        _ => string.Empty,
    };

    private static string Short(string type)
    {
        var result = new System.Text.StringBuilder();
        foreach (var c in type)
        {
            if (c == '.')
            {
                while (result.Length > 0 && (char.IsLetterOrDigit(result[result.Length - 1]) || result[result.Length - 1] == '_'))
                {
                    result.Length--;
                }
            }
            else
            {
                result.Append(c);
            }
        }

        return result.ToString();
    }
}
