namespace Dataplatform.Sdk;

/// <summary>What a debugger shows of a secret.</summary>
internal sealed class SecretProxy
{
    public SecretProxy(object secret) => _ = secret;

    public string Value { get; } = Redaction.Mask;
}
