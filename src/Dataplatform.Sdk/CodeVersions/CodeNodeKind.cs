namespace Dataplatform.Sdk.CodeVersions;

/// <summary>What a node of the reached code stands for.</summary>
internal enum CodeNodeKind
{
    /// <summary>The facts that the catalog knows of a step.</summary>
    Definition,

    /// <summary>A method, the step's own included.</summary>
    Call,

    /// <summary>A static field with its initialiser.</summary>
    Field,

    /// <summary>The columns of a contract.</summary>
    Contract,

    /// <summary>What a type brings along without being called by name.</summary>
    Type,

    /// <summary>A package.</summary>
    Package,

    /// <summary>Only that something is the same thing as elsewhere.</summary>
    Identity,
}
