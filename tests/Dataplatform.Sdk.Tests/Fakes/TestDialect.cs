namespace Dataplatform.Sdk.Tests.Fakes;

internal sealed class TestDialect : SqlDialect
{
    public static TestDialect Instance { get; } = new();

    public override string TypeName(ColumnType type) => type.ToString();
}
