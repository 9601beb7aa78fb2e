using Dataplatform.Sdk.Analyzers.Extraction;
using Dataplatform.Sdk.Analyzers.Model;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Dataplatform.Sdk.Analyzers.Rules;

/// <summary>Turns places into locations. Only analyzers ask: what generates code holds no locations.</summary>
internal static class Places
{
    public static Location Of(IMethodSymbol method, Place place, CancellationToken cancellationToken)
    {
        var syntax = method.DeclaringSyntaxReferences is [var reference, ..] ? reference.GetSyntax(cancellationToken) as MethodDeclarationSyntax : null;
        var parameter = place.Kind is PlaceKind.ParameterName or PlaceKind.ParameterType ? syntax?.ParameterList.Parameters[place.Ordinal] : null;
        return (place.Kind switch
        {
            PlaceKind.ReturnType => syntax?.ReturnType.GetLocation(),
            PlaceKind.ParameterName => parameter?.Identifier.GetLocation(),
            PlaceKind.ParameterType => parameter?.Type?.GetLocation(),
            PlaceKind.MaterializeArgument => Arguments(method.Attribute(Names.Asset), cancellationToken)
                .FirstOrDefault(argument => argument.NameEquals?.Name.Identifier.ValueText == "As")?.GetLocation(),
            PlaceKind.AttributeArgument => OfSetting(method.GetAttributes()[place.Ordinal], place.Argument!, place.Value, method, cancellationToken),
            PlaceKind.Write => method.Attribute(Names.Write)?.ApplicationSyntaxReference?.GetSyntax(cancellationToken).GetLocation(),
            PlaceKind.Observe => method.Attribute(Names.Observe)?.ApplicationSyntaxReference?.GetSyntax(cancellationToken).GetLocation(),
            PlaceKind.AssetCheck => method.Attribute(Names.AssetCheck)?.ApplicationSyntaxReference?.GetSyntax(cancellationToken).GetLocation(),
            PlaceKind.WriteSetting => Arguments(method.Attribute(Names.Write), cancellationToken)
                .FirstOrDefault(argument => argument.NameEquals?.Name.Identifier.ValueText == place.Argument) is { } setting ? (Value(setting, place.Value) ?? (SyntaxNode)setting).GetLocation() : null,
            PlaceKind.UpstreamSetting => OfSetting(method.Parameters[place.Ordinal].Attribute(Names.Upstream)!, place.Argument!, Place.All, method, cancellationToken),
            PlaceKind.SelfSetting => OfSetting(method.Parameters[place.Ordinal].Attribute(Names.Self)!, place.Argument!, Place.All, method, cancellationToken),
            PlaceKind.MapKey => method.Parameters[place.Ordinal].GetAttributes().Where(attribute => attribute.AttributeClass?.IsSdk(Names.MapKey) == true)
                .ElementAtOrDefault(place.Value)?.ApplicationSyntaxReference?.GetSyntax(cancellationToken).GetLocation(),
            _ => syntax?.Identifier.GetLocation(),
        }) ?? First(method);
    }

    public static Location Of(ISymbol member, PlaceKind kind, CancellationToken cancellationToken) =>
        (kind, member.DeclaringSyntaxReferences is [var reference, ..] ? reference.GetSyntax(cancellationToken) : null) switch
        {
            (PlaceKind.ParameterType, ParameterSyntax { Type: { } type }) => type.GetLocation(),
            (PlaceKind.ParameterType, PropertyDeclarationSyntax property) => property.Type.GetLocation(),
            _ => First(member),
        };

    /// <summary>The name in [Upstream], or the parameter's identifier where the attribute names no asset.</summary>
    public static Location OfUpstream(IParameterSymbol parameter, CancellationToken cancellationToken) =>
        Arguments(parameter.Attribute(Names.Upstream), cancellationToken).LastOrDefault(argument => argument.NameEquals is null) is { } name
            ? name.GetLocation()
            : First(parameter);

    /// <summary>The name in [Observe].</summary>
    public static Location OfObserved(IMethodSymbol method, CancellationToken cancellationToken) =>
        Arguments(method.Attribute(Names.Observe), cancellationToken) is { Count: > 0 } arguments ? arguments[arguments.Count - 1].GetLocation() : First(method);

    /// <summary>The name in [AssetCheck].</summary>
    public static Location OfChecked(IMethodSymbol method, CancellationToken cancellationToken) =>
        Arguments(method.Attribute(Names.AssetCheck), cancellationToken).LastOrDefault(argument => argument.NameEquals is null)?.GetLocation() ?? First(method);

    /// <summary>What a parameter says of the partitions that it needs: the setting of [Upstream], or the first [MapKey].</summary>
    public static Location OfMapping(IParameterSymbol parameter, CancellationToken cancellationToken) =>
        (Arguments(parameter.Attribute(Names.Upstream), cancellationToken).FirstOrDefault(argument => argument.NameEquals is not null)
            ?? parameter.Attribute(Names.MapKey)?.ApplicationSyntaxReference?.GetSyntax(cancellationToken))?.GetLocation() ?? First(parameter);

    /// <summary>The name in [After].</summary>
    public static Location OfAfter(IMethodSymbol method, AfterModel after, CancellationToken cancellationToken)
    {
        var attribute = method.GetAttributes().Where(a => a.AttributeClass?.IsSdk(Names.After) == true).ElementAtOrDefault(after.Attribute);
        var arguments = Arguments(attribute, cancellationToken);
        if (arguments.Count == 0)
        {
            return First(method);
        }

        var names = attribute!.ConstructorArguments[0].Kind == TypedConstantKind.Type ? 1 : 0;
        return arguments[Math.Min(names + after.Argument, arguments.Count - 1)].GetLocation();
    }

    /// <summary>The first argument of an attribute.</summary>
    public static Location OfArgument(AttributeData attribute, ISymbol symbol, CancellationToken cancellationToken) =>
        Arguments(attribute, cancellationToken) is { Count: > 0 } arguments ? arguments[0].GetLocation() : First(symbol);

    /// <summary>The value of an argument of an attribute.</summary>
    /// <param name="attribute">The attribute.</param>
    /// <param name="setting">The argument's name, or <c>#0</c> for the first one without.</param>
    /// <param name="value">Which one, if it has several values.</param>
    /// <param name="symbol">What the attribute stands on.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public static Location OfSetting(AttributeData attribute, string setting, int value, ISymbol symbol, CancellationToken cancellationToken)
    {
        var arguments = Arguments(attribute, cancellationToken);
        var argument = arguments.FirstOrDefault(candidate => candidate.NameEquals?.Name.Identifier.ValueText == setting);
        if (argument is null && setting.Length > 0 && setting[0] == '#')
        {
            var ordinal = setting[1] - '0';
            var name = attribute.AttributeConstructor?.Parameters[ordinal].Name;
            argument = arguments.FirstOrDefault(candidate => candidate.NameColon?.Name.Identifier.ValueText == name)
                ?? arguments.Where(candidate => candidate.NameEquals is null && candidate.NameColon is null).ElementAtOrDefault(ordinal);
        }

        return (argument is null ? null : Value(argument, value) ?? argument.Expression)?.GetLocation() ?? attribute.ApplicationSyntaxReference?.GetSyntax(cancellationToken).GetLocation() ?? First(symbol);
    }

    public static Location First(ISymbol symbol) => symbol.Locations is [var location, ..] ? location : Location.None;

    // Of several values in an array the one that is meant.
    private static ExpressionSyntax? Value(AttributeArgumentSyntax setting, int ordinal)
    {
        var values = setting.Expression switch
        {
            CollectionExpressionSyntax collection => collection.Elements.OfType<ExpressionElementSyntax>().Select(element => element.Expression).ToList(),
            ArrayCreationExpressionSyntax { Initializer: { } initializer } => [.. initializer.Expressions],
            ImplicitArrayCreationExpressionSyntax { Initializer: { } initializer } => [.. initializer.Expressions],
            _ => [],
        };
        return ordinal >= 0 && values.Count > ordinal ? values[ordinal] : null;
    }

    private static IReadOnlyList<AttributeArgumentSyntax> Arguments(AttributeData? attribute, CancellationToken cancellationToken) =>
        attribute?.ApplicationSyntaxReference?.GetSyntax(cancellationToken) is AttributeSyntax { ArgumentList.Arguments: var arguments } ? [.. arguments] : [];
}
