using Dataplatform.Sdk.Lineage;

namespace Dataplatform.Sdk.Cli.Writers;

/// <summary>What sources are used for, in words.</summary>
internal static class LineageWords
{
    /// <summary>The indirect uses, each by its name.</summary>
    public static IReadOnlyList<string> Indirect(LineageUse use) =>
        [.. Enum.GetValues<LineageUse>().Where(one => one > LineageUse.Value && (use & one) != 0).Select(one => one.ToString().ToLowerInvariant())];

    /// <summary>All uses, each by its name.</summary>
    public static IReadOnlyList<string> All(LineageUse use) => (use & LineageUse.Value) != 0 ? ["value", .. Indirect(use)] : Indirect(use);
}
