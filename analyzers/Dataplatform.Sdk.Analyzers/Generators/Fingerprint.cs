using System.Runtime.InteropServices;

namespace Dataplatform.Sdk.Analyzers.Generators;

/// <summary>128 bits of a text, so that equal fingerprints can be taken for equal texts.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct Fingerprint(ulong High, ulong Low)
{
    /// <summary>The fingerprint of nothing, from which others are made.</summary>
    public static Fingerprint Empty { get; } = new(14695981039346656037, 0x9E3779B97F4A7C15);

    /// <summary>This and a text after it. The end of the text counts: "ab", "c" is not "a", "bc".</summary>
    public Fingerprint Then(string text)
    {
        var (high, low) = (High, Low);
        unchecked
        {
            foreach (var c in text)
            {
                high = (high ^ c) * 1099511628211;
                low = ((low << 7 | low >> 57) + c) * 0xD6E8FEB86659FD93;
            }

            return new((high ^ 0x1F) * 1099511628211, ((low << 7 | low >> 57) + 0x1F) * 0xD6E8FEB86659FD93);
        }
    }

    /// <summary>This and a number after it.</summary>
    public Fingerprint Then(long number) => unchecked(new(
        (High ^ (ulong)number) * 1099511628211,
        ((Low << 7 | Low >> 57) + (ulong)number) * 0xD6E8FEB86659FD93));

    /// <summary>Both, in whatever order.</summary>
    public Fingerprint And(Fingerprint other) => unchecked(new(High + other.High, Low + other.Low));
}
