namespace Dataplatform.Sdk.Analyzers.Model;

/// <summary>The typed keys of one step and the class they go to.</summary>
internal sealed record KeysModel(string Namespace, string Name, string ClassName, bool IsPublic, EquatableArray<TypedKeyModel> Keys)
{
    public static KeysModel From(StepModel step) => new(
        step.Namespace,
        KeyGrammar.CatalogName(step.ClassName),
        step.ClassName,
        step.IsClassPublic,
        step.Outputs.Select(output => new TypedKeyModel(MemberName(step, output), KeyType(output), output.Key, step.IsPublic, step.Metadata.Description)).ToEquatable());

    // A member cannot have the name of its class.
    private static string MemberName(StepModel step, OutputModel output) =>
        output.Name == KeyGrammar.CatalogName(step.ClassName) ? output.Name + "Asset" : output.Name;

    private static string KeyType(OutputModel output) => output.Form switch
    {
        OutputForm.Effect => "global::Dataplatform.Sdk.EffectKey",
        OutputForm.Artifact => $"global::Dataplatform.Sdk.ArtifactKey<{output.Type}>",
        _ => $"global::Dataplatform.Sdk.TableKey<{output.Type}>",
    };
}

/// <summary>A typed key.</summary>
internal sealed record TypedKeyModel(string Name, string Type, string Key, bool IsPublic, string? Description);

/// <summary>A generated class of typed keys.</summary>
/// <param name="Source">The classes that declare the assets, for the documentation.</param>
internal sealed record KeyClassModel(string Namespace, string Name, string Source, bool IsPublic, EquatableArray<TypedKeyModel> Keys);
