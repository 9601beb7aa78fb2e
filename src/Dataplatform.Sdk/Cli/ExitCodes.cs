namespace Dataplatform.Sdk.Cli;

/// <summary>What the process tells its caller; documented in docs/cli.md.</summary>
internal static class ExitCodes
{
    public const int Done = 0;
    public const int RunFailed = 1;
    public const int UserMistake = 2;

    /// <summary>128 and the number of SIGINT, as shells have it.</summary>
    public const int Cancelled = 130;
}
