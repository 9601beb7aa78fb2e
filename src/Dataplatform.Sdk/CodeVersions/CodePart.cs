namespace Dataplatform.Sdk.CodeVersions;

/// <summary>A named part of a code version.</summary>
/// <param name="Name">What it is: <c>method SalesAssets.RawOrders</c>, <c>calls Pricing.Round</c>, <c>contract Order</c>, <c>package Foo 1.2.0</c>.</param>
/// <param name="Hash">16 hexadecimal digits; compared with the part of the same name.</param>
/// <param name="IsCompiled">Whether another compiler or configuration may give another hash for the same source.</param>
internal sealed record CodePart(string Name, string Hash, bool IsCompiled);
