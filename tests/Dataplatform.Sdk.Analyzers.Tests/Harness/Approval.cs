namespace Dataplatform.Sdk.Analyzers.Tests.Harness;

/// <summary>Compares with an approved file. To accept a change, copy the received file over the one in the folder Approved.</summary>
internal static class Approval
{
    public static void Check(string name, string actual)
    {
        var approved = Path.Combine(AppContext.BaseDirectory, "Approved", name + ".txt");
        var received = Path.Combine(AppContext.BaseDirectory, "Approved", name + ".received.txt");
        Directory.CreateDirectory(Path.GetDirectoryName(approved)!);
        var expected = File.Exists(approved) ? File.ReadAllText(approved).ReplaceLineEndings("\n") : string.Empty;
        actual = actual.ReplaceLineEndings("\n");
        if (actual != expected)
        {
            File.WriteAllText(received, actual);
        }

        actual.ShouldBe(expected, $"received: {received}");
    }
}
