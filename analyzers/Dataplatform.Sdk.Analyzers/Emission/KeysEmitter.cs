using System.Collections.Immutable;
using Dataplatform.Sdk.Analyzers.Extraction;
using Dataplatform.Sdk.Analyzers.Model;

namespace Dataplatform.Sdk.Analyzers.Emission;

/// <summary>Writes the typed keys of the assets of a class: <c>SalesCatalog.RawOrders</c>.</summary>
internal static class KeysEmitter
{
    public static string Emit(KeyClassModel keys)
    {
        var code = new CodeWriter();
        if (keys.Namespace.Length > 0)
        {
            code.Open($"namespace {string.Join(".", keys.Namespace.Split('.').Select(TypeNames.Escape))}");
        }

        code.Line($"/// <summary>The keys of the assets of <c>{keys.Source}</c>.</summary>");
        code.Line(CodeWriter.GeneratedCode);
        code.Open($"{(keys.IsPublic ? "public" : "internal")} static class {TypeNames.Escape(keys.Name)}");
        for (var i = 0; i < keys.Keys.Count; i++)
        {
            if (i > 0)
            {
                code.Line();
            }

            Member(code, keys.Keys[i]);
        }

        code.Close();
        if (keys.Namespace.Length > 0)
        {
            code.Close();
        }

        return code.ToString();
    }

    /// <summary>The classes of keys that the steps ask for, in ordinal order; classes that share a name share one.</summary>
    public static IEnumerable<KeyClassModel> Group(ImmutableArray<KeysModel> steps) => steps
        .GroupBy(step => (step.Namespace, step.Name))
        .OrderBy(same => same.Key.Namespace, StringComparer.Ordinal).ThenBy(same => same.Key.Name, StringComparer.Ordinal)
        .Select(same => new KeyClassModel(
            same.Key.Namespace,
            same.Key.Name,
            string.Join(" and ", same.Select(step => step.ClassName).Distinct().OrderBy(name => name, StringComparer.Ordinal)),
            same.Any(step => step.IsPublic),
            same.SelectMany(step => step.Keys)
                .GroupBy(key => key.Name, StringComparer.Ordinal)
                .Select(key => key.OrderBy(k => k.Key, StringComparer.Ordinal).ThenBy(k => k.Type, StringComparer.Ordinal).First())
                .OrderBy(key => key.Name, StringComparer.Ordinal)
                .ToEquatable()));

    private static void Member(CodeWriter code, TypedKeyModel key)
    {
        code.Line($"/// <summary>{(key.Description is null ? $"The asset <c>{Literals.Xml(key.Key)}</c>." : Literals.Xml(key.Description))}</summary>");
        var name = TypeNames.Escape(key.Name);
        code.Line($"{(key.IsPublic ? "public" : "internal")} static {key.Type} {name} => new({Literals.Key(key.Key)});");
    }
}
