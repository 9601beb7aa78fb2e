using Dataplatform.Sdk.Analyzers.Tests.Harness;

namespace Dataplatform.Sdk.Analyzers.Tests.Generation;

/// <summary>Which contracts say that their rows may go from step to step in memory.</summary>
public sealed class ExactRowTests
{
    [Theory]
    [InlineData("public sealed record Row(bool A, sbyte B, short C, int D, long E, Int128 F, byte G, ushort H, uint I, ulong J);")]
    [InlineData("public sealed record Row(float A, double B, string C, string? D, Guid E, DateOnly F, DayOfWeek G, DayOfWeek? H, long? I);")]
    [InlineData("public record Row(long Id);")]
    [InlineData("public readonly record struct Row(long Id);")]
    [InlineData("public record struct Row(long Id);")]
    [InlineData("internal sealed record Row(long Id) { public const int Most = 3; private static readonly int[] Made = [1]; public static int Count => Made.Length; public long Twice => 2 * Id; public Row Next() => this with { Id = Id + 1 }; }")]
    public void Plain_records_of_exact_members_do(string declaration) => IsExact(declaration).ShouldBeTrue();

    [Theory]
    [InlineData("public sealed record Row(long Id, decimal Amount);", "1.50 comes back with other digits")]
    [InlineData("public sealed record Row(long Id, decimal? Amount);", "1.50 comes back with other digits")]
    [InlineData("public sealed record Row(DateTime At);", "ticks and kind")]
    [InlineData("public sealed record Row(DateTimeOffset At);", "ticks and offset")]
    [InlineData("public sealed record Row(TimeOnly At);", "ticks")]
    [InlineData("public sealed record Row(TimeSpan For);", "ticks")]
    [InlineData("public sealed record Row(byte[] Content);", "anybody can change it")]
    [InlineData("public sealed class Row { public long Id { get; set; } }", "anybody can change it")]
    [InlineData("public sealed record Row { public long Id { get; init; } }", "not positional")]
    [InlineData("public sealed record Row(long Id) { public long Id { get; set; } = Id; }", "anybody can change it")]
    [InlineData("public sealed record Row(long Id) { public long Id { get; init; } = Id + 1; }", "not what it was given")]
    [InlineData("public sealed record Row(long Id) { public string? Note { get; set; } }", "more than its columns")]
    [InlineData("public sealed record Row(long Id) { private int _seen; public void See() => _seen++; }", "more than its columns")]
    [InlineData("public record Base(long Id); public sealed record Row(long Id, long Of) : Base(Id + Of);", "a base of its own")]
    [InlineData("public sealed partial record Row(long Id); public partial record Row { private int _seen; public void See() => _seen++; }", "another part")]
    public void Others_do_not(string declaration, string why) => IsExact(declaration).ShouldBeFalse(why);

    private static bool IsExact(string declaration)
    {
        var type = declaration.Contains("record Base", StringComparison.Ordinal)
            ? declaration.Replace("public sealed record Row", "[Contract] public sealed record Row", StringComparison.Ordinal)
            : $"[Contract] {declaration}";
        using var loaded = LoadedAssembly.Of(type);
        return Codecs.Of(loaded.Assembly.GetType("Row")!).IsExact;
    }
}
