using System.Globalization;
using Dataplatform.Sdk.Analyzers.Emission;
using Dataplatform.Sdk.Analyzers.Model;
using Microsoft.CodeAnalysis;

namespace Dataplatform.Sdk.Analyzers.Extraction;

/// <summary>Reads what the attributes on a contract and its members promise.</summary>
/// <param name="type">The contract.</param>
/// <param name="members">Its members that are columns.</param>
/// <param name="columns">Their columns, in the same order.</param>
/// <param name="problems">Takes what is wrong.</param>
internal sealed class ContractCheckReader(INamedTypeSymbol type, IReadOnlyList<ISymbol> members, IReadOnlyList<ColumnModel> columns, ICollection<Problem> problems)
{
    private static readonly string[] Ordered = ["Int8", "Int16", "Int32", "Int64", "Int128", "UInt8", "UInt16", "UInt32", "UInt64", "UInt128", "Single", "Double", "Decimal", "Text", "Date", "Time", "Timestamp", "Instant"];
    private static readonly string[] Times = ["Date", "Timestamp", "Instant"];

    private readonly List<string> _lines = [];
    private readonly List<string> _types = [];
    private readonly List<string> _names = [];

    public ContractChecksModel Read()
    {
        var key = new List<int>();
        AttributeData? keyAttribute = null;
        for (var i = 0; i < members.Count; i++)
        {
            foreach (var attribute in Attributes(members[i]))
            {
                if (attribute.AttributeClass!.Name == Names.PrimaryKey)
                {
                    key.Add(i);
                    keyAttribute ??= attribute;
                    if (columns[i].Value.IsNullable)
                    {
                        Report(i, attribute, $"is part of the primary key, but may be missing. Write '{TypeNames.Plain(ContractExtractor.TypeOf(members[i])).TrimEnd('?')}'");
                    }
                }
                else
                {
                    Member(i, attribute);
                }
            }
        }

        if (keyAttribute is not null)
        {
            Add("unique", keyAttribute, "primary_key", [.. key.Select(ordinal => columns[ordinal].Name)]);
        }

        foreach (var attribute in type.GetAttributes().Where(IsCheck))
        {
            Whole(attribute);
        }

        return _lines.Count == 0 ? ContractChecksModel.None : new(_lines.ToEquatable(), _types.ToEquatable());
    }

    private void Member(int ordinal, AttributeData attribute)
    {
        var column = columns[ordinal];
        var kind = column.Value.Bare.Kind;
        switch (attribute.AttributeClass!.Name)
        {
            case Names.Unique when attribute.ConstructorArguments is [{ Kind: TypedConstantKind.Array, Values.Length: > 0 }]:
                Report(ordinal, attribute, "names members in [Unique], which belong on the contract. Leave them out here, or put [Unique(…)] on the contract");
                break;
            case Names.Unique:
                Add("unique", attribute, $"unique_{column.Name}", column.Name);
                break;
            case Names.Range when !Ordered.Contains(kind):
                Report(ordinal, attribute, $"has [Range], but its type has no order that a range could have. Remove it");
                break;
            case Names.Range:
                Range(ordinal, attribute, column);
                break;
            case Names.Length or Names.Regex when kind != "Text" || column.Value.Bare.Enum is not null:
                Report(ordinal, attribute, $"has [{Short(attribute)}], which is for texts. Remove it");
                break;
            case Names.Length when attribute.Number(0) is var min && attribute.Number(1) is var max && (min < 0 || max < min):
                Report(ordinal, attribute, $"has [Length({min}, {max})], which no text can have. Write the least number first");
                break;
            case Names.Length:
                Add("length", attribute, $"length_of_{column.Name}", column.Name, Number(attribute.Number(0) ?? 0), Number(attribute.Number(1) ?? int.MaxValue));
                break;
            case Names.Regex:
                Add("matches", attribute, $"{column.Name}_matches", column.Name, Free(attribute.Text(0) ?? string.Empty, keepsSpaces: true));
                break;
            case Names.OneOf when Texts(attribute).Count == 0:
                Report(ordinal, attribute, "has [OneOf] without a value. Name the values that there can be");
                break;
            case Names.OneOf:
                Add("one-of", attribute, $"{column.Name}_is_known", [column.Name, .. Texts(attribute).Select(value => Free(value))]);
                break;
            case Names.Fresh when !Times.Contains(kind):
                Report(ordinal, attribute, "has [Fresh], which is for dates and times. Remove it");
                break;
            case Names.Fresh when DurationText.Ticks(attribute.Text(0) ?? string.Empty) is not > 0:
                Report(ordinal, attribute, $"has [Fresh(\"{attribute.Text(0)}\")], which is no duration. Write a number and a unit, s, m, h or d: '36h', '2d'");
                break;
            case Names.Fresh:
                Add("fresh", attribute, $"{column.Name}_is_fresh", column.Name, ((long)DurationText.Ticks(attribute.Text(0)!)!.Value).ToString(CultureInfo.InvariantCulture));
                break;
            case Names.ForeignKey:
                ForeignKey(ordinal, attribute, column);
                break;
            default:
                break;
        }
    }

    private void Whole(AttributeData attribute)
    {
        switch (attribute.AttributeClass!.Name)
        {
            case Names.Unique:
                var names = Texts(attribute);
                var ordinals = names.Select(name => members.Select((member, i) => (member, i)).Where(pair => pair.member.Name == name).Select(pair => (int?)pair.i).FirstOrDefault()).ToList();
                if (names.Count == 0)
                {
                    Report(attribute, "has [Unique] without members. Name them: [Unique(nameof(A), nameof(B))]");
                }
                else if (ordinals.IndexOf(null) is >= 0 and var unknown)
                {
                    Report(attribute, $"has no member '{names[unknown]}', which [Unique] names.{NearestName.Suggestion(names[unknown], members.Select(member => member.Name))}", isWhole: true);
                }
                else
                {
                    Add("unique", attribute, $"unique_{string.Join("_", ordinals.Select(ordinal => columns[ordinal!.Value].Name))}", [.. ordinals.Select(ordinal => columns[ordinal!.Value].Name)]);
                }

                break;
            case Names.RowCount:
                var (min, max) = (attribute.ConstructorArguments[0].Value as long? ?? 0, attribute.ConstructorArguments[1].Value as long? ?? long.MaxValue);
                if (min < 0 || max < min)
                {
                    Report(attribute, $"has [RowCount({min}, {max})], which nothing can have. Write the least number first");
                    break;
                }

                Add("row-count", attribute, "row_count", min.ToString(CultureInfo.InvariantCulture), max.ToString(CultureInfo.InvariantCulture));
                break;
            case Names.Expression when string.IsNullOrWhiteSpace(attribute.Text(0)):
                Report(attribute, "has [Expression] without a condition. Write one over its columns, such as \"amount >= 0\"");
                break;
            case Names.Expression:
                var name = attribute.Setting("Name")?.Value as string;
                if (name is not null && !KeyGrammar.IsName(name))
                {
                    Report(attribute, $"has an expression of the name '{name}', which is no name in snake_case. Write '{KeyGrammar.SnakeCase(name)}'");
                    break;
                }

                Add("expression", attribute, name ?? $"expression_{type.GetAttributes().Where(other => IsCheck(other) && other.AttributeClass!.Name == Names.Expression).ToList().IndexOf(attribute) + 1}", Free(attribute.Text(0)!, keepsSpaces: true));
                break;
            default:
                break;
        }
    }

    private void Range(int ordinal, AttributeData attribute, ColumnModel column)
    {
        var bounds = attribute.ConstructorArguments.Select(argument => Text(argument.Value)).ToList();
        var min = attribute.Setting("Min")?.Value as string ?? (bounds.Count > 0 ? bounds[0] : null);
        var max = attribute.Setting("Max")?.Value as string ?? (bounds.Count > 1 ? bounds[1] : null);
        if (min is null && max is null)
        {
            Report(ordinal, attribute, "has [Range] without a bound. Write [Range(0, 100)] or [Range(Min = \"0\")]");
            return;
        }

        if (decimal.TryParse(min, NumberStyles.Float, CultureInfo.InvariantCulture, out var least) && decimal.TryParse(max, NumberStyles.Float, CultureInfo.InvariantCulture, out var greatest) && greatest < least)
        {
            Report(ordinal, attribute, $"has [Range({min}, {max})], in which nothing is. Write the least value first");
            return;
        }

        Add("range", attribute, $"{column.Name}_in_range", column.Name, min is null ? "-" : Free(min), max is null ? "-" : Free(max));
    }

    private void ForeignKey(int ordinal, AttributeData attribute, ColumnModel column)
    {
        if (attribute.AttributeClass!.TypeArguments is not [INamedTypeSymbol other] || TypeErrors.In(other))
        {
            return;
        }

        var member = attribute.Text(0) ?? string.Empty;
        if (!ValueTypes.IsContract(other))
        {
            Report(ordinal, attribute, $"refers to '{other.Name}', which is not a data contract. Put [Contract] on it");
            return;
        }

        var there = ContractExtractor.Members(other, CancellationToken.None);
        if (there.All(candidate => candidate.Name != member))
        {
            Report(ordinal, attribute, $"refers to '{other.Name}.{member}', which does not exist.{NearestName.Suggestion(member, there.Select(candidate => candidate.Name))}", isWhole: true);
            return;
        }

        _types.Add(TypeNames.Global(other));
        Add("foreign-key", attribute, $"{column.Name}_exists", column.Name, Number(_types.Count - 1), member);
    }

    private void Add(string kind, AttributeData attribute, string name, params IEnumerable<string> rest)
    {
        if (_names.Contains(name))
        {
            name = Enumerable.Range(2, int.MaxValue - 2).Select(number => $"{name}_{Number(number)}").First(candidate => !_names.Contains(candidate));
        }

        _names.Add(name);
        var severity = attribute.Setting("Severity")?.Value is 0 ? "warning" : "error";
        var blocking = attribute.Setting("Blocking")?.Value is false ? "-" : "blocking";
        _lines.Add(string.Join(" ", [kind, severity, blocking, name, .. rest]));
    }

    private IEnumerable<AttributeData> Attributes(ISymbol member) => (member is IParameterSymbol && PrimaryConstructors.Property(type, member.Name) is { } property
        ? member.GetAttributes().Concat(property.GetAttributes())
        : member.GetAttributes()).Where(IsCheck);

    private static bool IsCheck(AttributeData attribute) => attribute.AttributeClass?.BaseType?.IsNamed(Names.ContractCheck, Names.Checks) == true;

    private void Report(int ordinal, AttributeData attribute, string what, bool isWhole = false) => problems.Add(new(
        DiagnosticIds.ContractCheck, $"'{type.Name}.{members[ordinal].Name}' {what}{(isWhole ? string.Empty : ".")}", new(PlaceKind.ParameterName, ordinal)) { Attribute = attribute.ApplicationSyntaxReference });

    private void Report(AttributeData attribute, string what, bool isWhole = false) => problems.Add(new(
        DiagnosticIds.ContractCheck, $"'{type.Name}' {what}{(isWhole ? string.Empty : ".")}", new(PlaceKind.Name)) { Attribute = attribute.ApplicationSyntaxReference });

    private static List<string> Texts(AttributeData attribute) =>
        attribute.ConstructorArguments is [{ Kind: TypedConstantKind.Array } values] ? [.. ((TypedConstant?)values).Texts()] : [];

    private static string Short(AttributeData attribute) => attribute.AttributeClass!.Name.Substring(0, attribute.AttributeClass.Name.Length - "Attribute".Length);

    private static string? Text(object? value) => value switch
    {
        double number => number.ToString("R", CultureInfo.InvariantCulture),
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        _ => value as string,
    };

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);

    // A word has no space in it, and is something: a dash stands for nothing.
    private static string Free(string text, bool keepsSpaces = false)
    {
        var free = StepTextEmitter.Free(text);
        return keepsSpaces ? free : text == "-" ? "\\u002D" : text.Length == 0 ? "-" : free.Replace(" ", "\\u0020");
    }
}
