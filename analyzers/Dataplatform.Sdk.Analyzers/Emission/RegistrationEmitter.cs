using System.Reflection;
using Dataplatform.Sdk.Analyzers.Extraction;
using Dataplatform.Sdk.Analyzers.Model;
using Microsoft.CodeAnalysis;
using static Dataplatform.Sdk.Analyzers.Emission.Literals;

namespace Dataplatform.Sdk.Analyzers.Emission;

/// <summary>Writes the catalog of the assembly and <c>AddAssets()</c>.</summary>
internal static class RegistrationEmitter
{
    // The generator runs in the compiler. What follows a plus sign is a commit.
    private static readonly string Compiler = (typeof(Compilation).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion
        ?? typeof(Compilation).Assembly.GetName().Version.ToString()).Split('+')[0];

    public static string Emit(AssemblyModel assembly, IReadOnlyList<StepEntry> steps, IReadOnlyList<string> configs)
    {
        var isCatalog = steps.Count + configs.Count > 0;
        var name = GeneratedNames.Identifier(assembly.Assembly.Replace(".", string.Empty)) + "AssetRegistration";
        var ns = string.Join(".", assembly.Namespace.Split('.').Select(TypeNames.Escape));
        var type = "global::" + (ns.Length > 0 ? ns + "." : string.Empty) + name;
        var code = new CodeWriter();
        if (isCatalog)
        {
            code.Line($"[assembly: {SdkPrefix}Catalog.AssetCatalog(1, typeof({type}), Compiler = {Text(Compiler)})]");
            code.Line();
            Registration(code, assembly, steps, configs, ns, name);
            code.Line();
        }

        var registrations = assembly.Registrations.AsEnumerable();
        if (isCatalog)
        {
            registrations = registrations.Append(new(assembly.Assembly, type));
        }

        AddAssets(code, registrations.OrderBy(r => r.Assembly, StringComparer.Ordinal).ThenBy(r => r.Type, StringComparer.Ordinal));
        return code.ToString();
    }

    private static void Registration(CodeWriter code, AssemblyModel assembly, IReadOnlyList<StepEntry> steps, IReadOnlyList<string> configs, string ns, string name)
    {
        if (ns.Length > 0)
        {
            code.Open($"namespace {ns}");
        }

        code.Line($"/// <summary>The assets of <c>{Xml(assembly.Assembly)}</c>.</summary>");
        code.Line(CodeWriter.GeneratedCode);
        code.Line("[global::System.ComponentModel.EditorBrowsable(global::System.ComponentModel.EditorBrowsableState.Never)]");
        code.Open($"public static class {name}");
        code.Line("/// <summary>The steps, class by class in ordinal order.</summary>");
        code.Line($"public static {SdkPrefix}Catalog.AssetCatalog Catalog {{ get; }} = {SdkPrefix}Catalog.AssetCatalog.Of({Text(assembly.Assembly)}, new {SdkPrefix}Catalog.StepDefinition[][]");
        code.Open();
        foreach (var type in steps.Select(step => step.ClassId).Distinct().OrderBy(id => id, StringComparer.Ordinal))
        {
            code.Line($"{GeneratedNames.GlobalClass(type, StepClassEmitter.Suffix)}.Define(),");
        }

        code.Close(configs.Count > 0 ? $"}}) with {{ Configs = new global::System.Type[] {{ {string.Join(", ", configs.Select(type => $"typeof({type})"))} }} }};" : "});");
        code.Line();
        var ordered = steps.OrderBy(step => step.Source, StringComparer.Ordinal).ThenBy(step => step.Id, StringComparer.Ordinal);
        code.Line("/// <summary>The assets for the compilers of referencing assemblies, internal ones included.</summary>");
        code.Line($"public const string {Names.Shapes} = {Text(string.Join("\n", ordered.Select(step => step.Shapes).Where(shapes => shapes.Length > 0)))};");
        code.Close();
        if (ns.Length > 0)
        {
            code.Close();
        }
    }

    // Embedded, so that an assembly which sees the internals of another does not find two AddAssets.
    private static void AddAssets(CodeWriter code, IEnumerable<RegistrationModel> registrations)
    {
        code.Open("namespace Dataplatform.Sdk");
        code.Line("/// <summary>Adds the assets that this assembly declares or references.</summary>");
        code.Line(CodeWriter.GeneratedCode);
        code.Line("[global::Microsoft.CodeAnalysis.Embedded]");
        code.Open("internal static class GeneratedAssets");
        code.Line("/// <summary>Adds the assets of this assembly and of every referenced one.</summary>");
        code.Open($"public static {SdkPrefix}IDataplatformBuilder AddAssets(this {SdkPrefix}IDataplatformBuilder builder)");
        foreach (var registration in registrations)
        {
            code.Line($"builder.AddCatalog({registration.Type}.Catalog);");
        }

        code.Line("return builder;");
        code.Close();
        code.Close();
        code.Close();
    }
}
