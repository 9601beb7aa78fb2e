namespace Dataplatform.Sdk.Tests.Fakes;

/// <summary>The class that declares the methods of hand-written catalogs.</summary>
internal sealed class TestAssets;
