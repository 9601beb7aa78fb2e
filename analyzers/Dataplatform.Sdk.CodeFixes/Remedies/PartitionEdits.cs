using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Editing;
using Microsoft.CodeAnalysis.Simplification;

namespace Dataplatform.Sdk.CodeFixes.Remedies;

/// <summary>The changes of what a method says of partitions that remedies ask for.</summary>
internal static class PartitionEdits
{
    private static readonly string[] OfTime = ["HourlyPartitions", "DailyPartitions", "WeeklyPartitions", "MonthlyPartitions", "TimePartitions"];
    private static readonly string[] Mappings = ["Lookback", "Offset", "StartOffset", "EndOffset", "Partitions", "Map"];

    /// <summary>Adds <c>Partitions</c> to [Upstream] of the parameter, which is added too where there is none.</summary>
    public static async Task<Document> UpstreamPartitionsAsync(Document document, SyntaxNode node, string value, CancellationToken cancellationToken)
    {
        if (node.FirstAncestorOrSelf<ParameterSyntax>() is not { } parameter)
        {
            return document;
        }

        var editor = await DocumentEditor.CreateAsync(document, cancellationToken).ConfigureAwait(false);
        var expression = SyntaxFactory.ParseExpression($"Dataplatform.Sdk.UpstreamPartitions.{value}");
        expression = expression.ReplaceNodes(
            expression.DescendantNodes().OfType<MemberAccessExpressionSyntax>(), static (_, access) => access.WithAdditionalAnnotations(Simplifier.Annotation, Simplifier.AddImportsAnnotation));
        var argument = (AttributeArgumentSyntax)editor.Generator.AttributeArgument("Partitions", expression);
        if (Edits.AttributeOf(parameter, "Upstream") is { } attribute)
        {
            editor.AddAttributeArgument(attribute, argument);
        }
        else
        {
            editor.AddAttribute(parameter, editor.Generator.Attribute(Edits.Attribute("Upstream"), [argument]));
        }

        return await Edits.FinishAsync(editor, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Takes the settings of [Upstream] that are about partitions away, and every [MapKey].</summary>
    public static async Task<Document> WithoutMappingAsync(Document document, SyntaxNode node, CancellationToken cancellationToken)
    {
        if (node.FirstAncestorOrSelf<ParameterSyntax>() is not { } parameter)
        {
            return document;
        }

        var attributes = SyntaxFactory.List(parameter.AttributeLists
            .Select(list => list.WithAttributes(SyntaxFactory.SeparatedList(list.Attributes.Where(attribute => NameOf(attribute) != "MapKey").Select(WithoutMapping))))
            .Where(list => list.Attributes.Count > 0));
        var root = await document.GetSyntaxRootAsync(cancellationToken).ConfigureAwait(false);
        return document.WithSyntaxRoot(root!.ReplaceNode(parameter, parameter.WithAttributeLists(attributes)));
    }

    /// <summary>Writes the zone into the attribute of the method that divides it by time.</summary>
    public static async Task<Document> TimeZoneAsync(Document document, SyntaxNode node, string zone, CancellationToken cancellationToken)
    {
        var attribute = node.FirstAncestorOrSelf<MethodDeclarationSyntax>()?.AttributeLists.SelectMany(list => list.Attributes).FirstOrDefault(found => OfTime.Contains(NameOf(found)));
        if (attribute is null)
        {
            return document;
        }

        var editor = await DocumentEditor.CreateAsync(document, cancellationToken).ConfigureAwait(false);
        var text = editor.Generator.LiteralExpression(zone);
        if (attribute.ArgumentList?.Arguments.FirstOrDefault(argument => argument.NameEquals?.Name.Identifier.ValueText == "TimeZone") is { } old)
        {
            editor.ReplaceNode(old.Expression, text.WithTriviaFrom(old.Expression));
        }
        else
        {
            editor.AddAttributeArgument(attribute, editor.Generator.AttributeArgument("TimeZone", text));
        }

        return await Edits.FinishAsync(editor, cancellationToken).ConfigureAwait(false);
    }

    private static AttributeSyntax WithoutMapping(AttributeSyntax attribute)
    {
        if (NameOf(attribute) != "Upstream" || attribute.ArgumentList is not { } arguments)
        {
            return attribute;
        }

        var rest = arguments.Arguments.Where(argument => argument.NameEquals is not { } name || !Mappings.Contains(name.Name.Identifier.ValueText)).ToList();
        return attribute.WithArgumentList(rest.Count == 0 ? null : arguments.WithArguments(SyntaxFactory.SeparatedList(rest)));
    }

    private static string NameOf(AttributeSyntax attribute)
    {
        var name = (attribute.Name is QualifiedNameSyntax qualified ? qualified.Right : attribute.Name).ToString();
        return name.EndsWith("Attribute", StringComparison.Ordinal) ? name.Substring(0, name.Length - "Attribute".Length) : name;
    }
}
