using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;

namespace Dataplatform.Sdk.Ledger.Rules;

/// <summary>Reads the text of a lock. The lines may be in any order, and equal ones count once, so a merge cannot break it.</summary>
internal sealed class LockReader
{
    private static readonly string[] Conflicts = ["<<<<<<<", "=======", ">>>>>>>", "|||||||"];

    private readonly Dictionary<string, AssetContract> _assets = new(StringComparer.Ordinal);
    private readonly Dictionary<string, RetiredAsset> _retired = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> _lines = new(StringComparer.Ordinal);
    private readonly HashSet<string> _known = new(StringComparer.Ordinal);
    private readonly List<LockProblem> _problems = [];

    private LockReader()
    {
    }

    /// <summary>Reads a text; what cannot be read is a problem of the result.</summary>
    public static ContractsLock Read(string text)
    {
        var reader = new LockReader();
        var lines = text.Split('\n');
        for (var i = 0; i < lines.Length; i++)
        {
            reader.Read(lines[i].Trim(), i);
        }

        return reader.Complete();
    }

    private ContractsLock Complete()
    {
        foreach (var asset in _assets.Values.Where(asset => asset.Form.Length == 0).ToList())
        {
            _problems.Add(new(_lines[asset.Key], $"It says nowhere what '{asset.Key}' is: 'is {AssetContract.Table}', 'is value …' or 'is {AssetContract.Effect}'. Write the file with '{LockText.Command}'."));
            _assets.Remove(asset.Key);
        }

        foreach (var key in _retired.Keys.Where(_assets.ContainsKey).ToList())
        {
            _problems.Add(new(_lines[key], $"'{key}' is an asset and retired as well. Keep one of both."));
            _retired.Remove(key);
        }

        return new(_assets.Values, _retired.Values) { Problems = [.. _problems.OrderBy(problem => problem.Line)], Lines = _lines };
    }

    private void Read(string line, int number)
    {
        if (Conflicts.Any(mark => line.StartsWith(mark, StringComparison.Ordinal)))
        {
            _problems.Add(new(number, "A merge was not finished here. Keep the lines of both sides and remove this one: the order of the lines does not matter."));
            return;
        }

        if (line.Length == 0 || line[0] == '#' || !_known.Add(line))
        {
            return;
        }

        var words = line.Split([' '], 3);
        if (words.Length < 2 || words[0].IndexOf('/') < 0)
        {
            _problems.Add(new(number, $"'{line}' is no fact of an asset, such as 'sales/orders column amount decimal(12,2)'. Write the file with '{LockText.Command}'."));
            return;
        }

        if (!_lines.ContainsKey(words[0]) || words[1] is "is" or "retired")
        {
            _lines[words[0]] = number;
        }

        if (Fact(words[0], words[1], words.Length > 2 ? words[2] : string.Empty) is { } problem)
        {
            _problems.Add(new(number, problem));
        }
    }

    // Null if the fact was read, else what is wrong with it.
    private string? Fact(string key, string word, string rest)
    {
        if (word == "retired")
        {
            if (_retired.ContainsKey(key))
            {
                return Twice(key, "what became of it");
            }

            _retired.Add(key, new(key, Successor(rest)));
            return null;
        }

        var asset = _assets.TryGetValue(key, out var found) ? found : new AssetContract(key, string.Empty);
        var fields = rest.Split(' ');
        switch (word)
        {
            case "is" when rest.Length > 0 && asset.Form.Length == 0:
                _assets[key] = asset with { Form = rest };
                return null;
            case "is" when rest.Length > 0:
                return Twice(key, "what it is");
            case "column" when fields.Length == 2 || (fields.Length > 2 && fields[2] == "in"):
                return Column(asset, new(fields[0], fields[1].TrimEnd('?'), fields[1].Length > fields[1].TrimEnd('?').Length, fields.Length == 2 ? null : [.. fields.Skip(3)]));
            case "retired-column" when fields.Length is 2 or 4:
                _assets[key] = asset with { RetiredColumns = [.. asset.RetiredColumns, new(fields[0], fields[1], fields.Length == 2 ? null : fields[3])] };
                return null;
            case "key" when rest.Length > 0 && asset.WriteKey.Count == 0:
                _assets[key] = asset with { WriteKey = fields };
                return null;
            case "key" when rest.Length > 0:
                return Twice(key, "its key");
            case "partitions" when rest.Length > 0:
                _assets[key] = asset with { Partitions = [.. asset.Partitions, rest] };
                return null;
            case "check" when rest.Length > 0:
                _assets[key] = asset with { Checks = [.. asset.Checks, rest] };
                return null;
            case "version" when int.TryParse(rest, NumberStyles.None, CultureInfo.InvariantCulture, out var version):
                // Of two branches that both raised it the higher one was meant.
                _assets[key] = asset with { Version = Math.Max(asset.Version, version) };
                return null;
            case "supersedes" when rest.Length > 0:
                _assets[key] = asset with { Supersedes = rest };
                return null;
            case "retires" when RetirementDay.IsDay(rest):
                _assets[key] = asset with { Retires = asset.Retires is { } day && string.CompareOrdinal(day, rest) > 0 ? day : rest };
                return null;
            default:
                return $"'{word} {rest}'".TrimEnd() + $" is not known to this version of Dataplatform.Sdk. Update it, or write the file with '{LockText.Command}'.";
        }
    }

    private string? Column(AssetContract asset, ColumnContract column)
    {
        if (asset.Columns.Any(other => string.Equals(other.Path, column.Path, StringComparison.OrdinalIgnoreCase)))
        {
            return Twice(asset.Key, $"column '{ColumnPath.Readable(column.Path)}'");
        }

        _assets[asset.Key] = asset with { Columns = [.. asset.Columns, column] };
        return null;
    }

    private static string? Successor(string rest) => rest.StartsWith("for ", StringComparison.Ordinal) ? rest.Substring(4) : null;

    private static string Twice(string key, string what) => $"There are two different lines for '{key}', {what}. Keep the one that is right.";
}
