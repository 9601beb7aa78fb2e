namespace Dataplatform.Sdk.Cli.Writers;

/// <summary>How rows are written.</summary>
internal enum RowFormat
{
    Table,
    Json,
    Csv,
}
