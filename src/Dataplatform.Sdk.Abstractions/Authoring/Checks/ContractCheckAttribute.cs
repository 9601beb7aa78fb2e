namespace Dataplatform.Sdk.Checks;

/// <summary>
/// What the rows of a contract promise beyond their types. Every asset of the contract is checked for it before it is published: all
/// promises of an asset in one scan.
/// </summary>
public abstract class ContractCheckAttribute : Attribute
{
    /// <summary>Whether a failure keeps data from being published. One of severity <see cref="CheckSeverity.Warning"/> never does.</summary>
    /// <value>Default: true.</value>
    public bool Blocking { get; set; } = true;

    /// <summary>How bad a failure is.</summary>
    /// <value>Default: <see cref="CheckSeverity.Error"/>.</value>
    public CheckSeverity Severity { get; set; } = CheckSeverity.Error;
}
