namespace Dataplatform.Sdk.Cli.Tests;

/// <summary>Compares with a checked-in file. Nothing is accepted by itself: copy the received text by hand after reading it.</summary>
internal static class Approved
{
    public static void Match(string received, string name)
    {
        var folder = Path.Combine(AppContext.BaseDirectory, "Approved");
        var approved = Path.Combine(folder, $"{name}.txt");
        var expected = File.Exists(approved) ? File.ReadAllText(approved) : string.Empty;
        if (received != expected)
        {
            Directory.CreateDirectory(folder);
            File.WriteAllText(Path.Combine(folder, $"{name}.received.txt"), received);
        }

        received.ShouldBe(expected, $"Approved/{name}.txt differs; the received text is in {name}.received.txt beside it in the output folder.");
    }
}
