extern alias Analyzers;

using Analyzers::Dataplatform.Sdk.Ledger.Rules;

namespace Dataplatform.Sdk.Analyzers.Tests.Ledger;

public sealed class PackageVersionTests
{
    [Theory]
    [InlineData("1.4.2", "2.0.0", "Major", null)]
    [InlineData("1.4.2", "2.0.0-preview.1", "Major", null)]
    [InlineData("1.4.2", "1.9.0", "Major", "2.0.0")]
    [InlineData("1.4.2", "1.5.0", "Minor", null)]
    [InlineData("1.4.2", "2.0.0", "Minor", null)]
    [InlineData("1.4.2", "1.4.9", "Minor", "1.5.0")]
    [InlineData("1.4.2", "1.4.2", "Patch", null)]
    [InlineData("0.4.2", "0.5.0", "Major", null)]
    [InlineData("0.4.2", "0.4.3", "Major", "0.5.0")]
    [InlineData("0.4.2", "0.4.3", "Minor", null)]
    [InlineData("0.4.2", "0.4.2", "Minor", "0.4.3")]
    [InlineData("1.4", "1.4.9.7", "Minor", "1.5.0")]
    public void A_version_says_what_changed(string baseline, string version, string impact, string? needed)
    {
        var change = new ContractChange(ContractChangeKind.ColumnGone, Enum.Parse<ContractImpact>(impact), "shop/orders", "id", "column 'id' of 'shop/orders' is gone");
        var expected = needed is null ? null
            : $"Column 'id' of 'shop/orders' is gone: a {impact.ToLowerInvariant()} change since {baseline}, so the version must be {needed} or higher, and it is {version}.";

        PackageVersionRules.Check(baseline, version, [change]).ShouldBe(expected);
        PackageVersionRules.Check(baseline, baseline, []).ShouldBeNull();
    }

    [Fact]
    public void What_is_no_version_is_told()
    {
        PackageVersionRules.Check("", "1.0.0", [])!.ShouldStartWith("'' is no version with which to compare.");
        PackageVersionRules.Check("1.0.0", "next", []).ShouldBe("'next' is no version such as 1.2.0. Set Version.");
    }
}
