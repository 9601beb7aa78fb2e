using Dataplatform.Sdk.CodeVersions;

namespace Dataplatform.Sdk.Analyzers.Tests.CodeVersions;

public sealed class CodeOriginsTests
{
    [Fact]
    public void The_dependencies_of_an_app_tell_projects_from_packages()
    {
        var origins = CodeOrigins.Read("""
            {
              "runtimeTarget": { "name": ".NETCoreApp,Version=v10.0", "signature": "" },
              "targets": { ".NETCoreApp,Version=v10.0": {
                "Shop/1.0.0": { "dependencies": { "Foo": "1.2.0" }, "runtime": { "Shop.dll": {} } },
                "Foo/1.2.0": { "runtime": { "lib/net8.0/Foo.dll": { "assemblyVersion": "1.0.0.0" }, "lib/net8.0/Foo.Core.dll": {} } },
                "Native/2.0.0": { "runtimeTargets": { "runtimes/linux-x64/lib/net8.0/Native.Linux.dll": { "rid": "linux-x64", "assetType": "runtime" } } },
                "Pricing/1.0.0": { "runtime": { "Pricing.dll": {} } },
                "Analyzers/1.0.0": { }
              } },
              "libraries": {
                "Shop/1.0.0": { "type": "project" }, "Foo/1.2.0": { "type": "package" }, "Native/2.0.0": { "type": "package" },
                "Pricing/1.0.0": { "type": "project" }, "Analyzers/1.0.0": { "type": "package" }
              }
            }
            """);
        origins["Shop"].ShouldBe(CodeOrigin.Own);
        origins["Pricing"].ShouldBe(CodeOrigin.Own);
        origins["Foo"].Package.ShouldBe("Foo 1.2.0");
        origins["Foo.Core"].Package.ShouldBe("Foo 1.2.0");
        origins["Native.Linux"].Package.ShouldBe("Native 2.0.0");
        origins.Keys.ShouldNotContain("Analyzers");
    }

    [Fact]
    public void The_running_app_is_asked_for_its_own()
    {
        var origins = new CodeOrigins([typeof(CodeOriginsTests).Assembly], CodeOrigins.OfApp());
        origins.Of(typeof(CodeOriginsTests).Assembly).Kind.ShouldBe(CodeOriginKind.Own);
        origins.Of(typeof(object).Assembly).Kind.ShouldBe(CodeOriginKind.Platform);
        origins.Of(typeof(System.Text.Json.JsonSerializer).Assembly).Kind.ShouldBe(CodeOriginKind.Platform);
        origins.Of(typeof(Microsoft.Extensions.Logging.ILogger).Assembly).Kind.ShouldBe(CodeOriginKind.Platform);
        origins.Of(typeof(AssetKey).Assembly).Kind.ShouldBe(CodeOriginKind.Platform);
        origins.Of(typeof(Microsoft.CodeAnalysis.Compilation).Assembly).Package.ShouldBe("Microsoft.CodeAnalysis.Common 4.14.0");
    }

    [Fact]
    public void A_library_that_nobody_knows_counts_by_its_build()
    {
        var assembly = typeof(Shouldly.Should).Assembly;
        new CodeOrigins([], new Dictionary<string, CodeOrigin>()).Of(assembly).Package.ShouldBe($"Shouldly {assembly.ManifestModule.ModuleVersionId:N}");
    }
}
