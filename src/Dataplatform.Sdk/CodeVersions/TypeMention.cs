namespace Dataplatform.Sdk.CodeVersions;

/// <summary>How much of a type is reached by naming it.</summary>
internal enum TypeMention
{
    /// <summary>Nothing but which type it is.</summary>
    Name,

    /// <summary>The type itself only by name, its type arguments with everything, since generic code may do anything with them.</summary>
    Arguments,

    /// <summary>Everything that can be called or read without a name: what its virtual members do, its shape, its constructors.</summary>
    Everything,

    /// <summary>What the virtual members of an instance do.</summary>
    Instance,
}
