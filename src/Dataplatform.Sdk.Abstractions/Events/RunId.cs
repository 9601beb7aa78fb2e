using System.Diagnostics;

namespace Dataplatform.Sdk;

/// <summary>The identity of a run: 32 hexadecimal digits that sort by time (a UUID of version 7).</summary>
/// <param name="Value">The digits.</param>
[DebuggerDisplay("{Value,nq}")]
public readonly record struct RunId(string Value)
{
    /// <summary>A new id for a run that starts now.</summary>
    public static RunId New(TimeProvider clock) => new(Guid.CreateVersion7(clock.GetUtcNow()).ToString("N"));

    /// <summary>The last eight digits: enough for people to tell runs apart.</summary>
    public string Short => Value is { Length: > 8 } ? Value[^8..] : Value ?? string.Empty;

    /// <summary>The digits.</summary>
    public override string ToString() => Value;
}
