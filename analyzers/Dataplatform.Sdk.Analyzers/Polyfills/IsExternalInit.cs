#pragma warning disable IDE0130 // The compiler looks for it in this namespace.

namespace System.Runtime.CompilerServices;

/// <summary>Lets <c>init</c> accessors and records compile.</summary>
internal static class IsExternalInit;
