namespace Dataplatform.Sdk;

/// <summary>What becomes of rows of earlier runs when the contract has other columns now.</summary>
public enum SchemaChange
{
    /// <summary>The step fails, and says what is different. The default.</summary>
    Fail,

    /// <summary>New columns are added, and have no value in the rows there are; columns that the contract has no more stay, and have
    /// no value in new rows. A column of another type is an error.</summary>
    AppendNewColumns,

    /// <summary>The columns become those of the contract: new ones are added, others are dropped with their values, types are
    /// converted where no value is lost.</summary>
    Sync,
}
