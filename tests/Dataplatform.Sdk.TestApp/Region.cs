namespace Dataplatform.Sdk.TestApp;

public enum Region
{
    East,
    North,
    West,
}
