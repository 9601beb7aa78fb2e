#pragma warning disable IDE0130 // The compiler looks for it in this namespace.

namespace System.Runtime.CompilerServices;

/// <summary>Read by the compiler; netstandard2.0 has none.</summary>
[AttributeUsage(AttributeTargets.All, AllowMultiple = true)]
internal sealed class CompilerFeatureRequiredAttribute(string featureName) : Attribute
{
    public string FeatureName { get; } = featureName;
}
