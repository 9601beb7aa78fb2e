#pragma warning disable IDE0130 // The compiler looks for it in this namespace.

namespace System.Diagnostics.CodeAnalysis;

/// <summary>Read by the compiler; netstandard2.0 has none.</summary>
[AttributeUsage(AttributeTargets.Constructor)]
internal sealed class SetsRequiredMembersAttribute : Attribute;
