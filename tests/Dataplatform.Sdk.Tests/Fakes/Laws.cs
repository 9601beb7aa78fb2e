using FsCheck;
using FsCheck.Fluent;

namespace Dataplatform.Sdk.Tests.Fakes;

/// <summary>Runs properties: always the same samples in the quick lane, many new ones in the thorough one.</summary>
internal static class Laws
{
    private static readonly bool IsThorough = Environment.GetEnvironmentVariable("THOROUGH") == "1";

    private static readonly Config Config = IsThorough
        ? Config.QuickThrowOnFailure.WithMaxTest(5_000).WithQuietOnSuccess(true)
        : Config.QuickThrowOnFailure.WithMaxTest(200).WithQuietOnSuccess(true).WithReplay(20240229, 1);

    /// <summary>Throws unless the check passes for every sample.</summary>
    public static void Hold<T>(Gen<T> samples, Action<T> check) => Prop.ForAll(samples.ToArbitrary(), check).Check(Config);
}
