namespace Dataplatform.Sdk.Ledger.Rules;

/// <summary>What a change means for the version of what carries the contracts.</summary>
internal enum ContractImpact
{
    /// <summary>Nobody can tell.</summary>
    Patch,

    /// <summary>Readers have more than before.</summary>
    Minor,

    /// <summary>A reader that was right may be wrong now.</summary>
    Major,
}
