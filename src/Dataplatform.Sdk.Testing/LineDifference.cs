namespace Dataplatform.Sdk.Testing;

/// <summary>What lies between the lines that two texts begin with and end with in common.</summary>
internal static class LineDifference
{
    public static string Between(string before, string after)
    {
        var (old, now) = (before.Split('\n'), after.Split('\n'));
        var start = 0;
        while (start < old.Length && start < now.Length && old[start] == now[start])
        {
            start++;
        }

        var end = 0;
        while (end < old.Length - start && end < now.Length - start && old[^(end + 1)] == now[^(end + 1)])
        {
            end++;
        }

        return string.Join('\n', old[start..^end].Select(line => $"- {line}").Concat(now[start..^end].Select(line => $"+ {line}")));
    }
}
