using Dataplatform.Sdk.Analyzers.Model;
using static Dataplatform.Sdk.Analyzers.Emission.Literals;

namespace Dataplatform.Sdk.Analyzers.Emission;

/// <summary>Writes what is to be known of a configuration, and the call of its constructor. Reading and checking is the library's.</summary>
internal static class ConfigEmitter
{
    private const string Configs = SdkPrefix + "Configs.";

    public static string Emit(ConfigModel config)
    {
        var code = new CodeWriter();
        code.Open($"namespace {GeneratedNames.Namespace}");
        code.Line(CodeWriter.GeneratedCode);
        code.Open($"internal static class {GeneratedNames.Class(config.Id, "_Config")}");
        code.Line("[global::System.Runtime.CompilerServices.ModuleInitializer]");
        code.Line($"internal static void Register() => {Configs}ConfigDefinitions.Register<{config.Type}>(static () => new {Configs}ConfigDefinition(");
        code.Line($"    typeof({config.Type}), {Text(config.Section)}, new {Configs}ConfigMember[]");
        code.Open();
        foreach (var member in config.Members)
        {
            code.Line($"new({Text(member.Name)}, {member.Reading}){Settings(member)},");
        }

        code.Close("},");
        var arguments = config.Members.Select((member, ordinal) => $"values.Get<{member.Type}>({ordinal})");
        code.Line($"static values => new {config.Type}({string.Join(", ", arguments)})){(config.Description is { } text ? $" {{ Description = {Text(text)} }}" : string.Empty)});");
        code.Close();
        code.Close();
        return code.ToString();
    }

    private static string Settings(ConfigMemberModel member)
    {
        var settings = new List<string>();
        if (member.IsRequired)
        {
            settings.Add("IsRequired = true");
        }

        if (member.IsNullable)
        {
            settings.Add("IsNullable = true");
        }

        if (member.Default is not null)
        {
            settings.Add($"Default = {member.Default}");
        }

        if (member.Description is not null)
        {
            settings.Add($"Description = {Text(member.Description)}");
        }

        if (member.Rules.Count > 0)
        {
            settings.Add($"Rules = new global::System.ComponentModel.DataAnnotations.ValidationAttribute[] {{ {string.Join(", ", member.Rules)} }}");
        }

        return settings.Count == 0 ? string.Empty : $" {{ {string.Join(", ", settings)} }}";
    }
}
