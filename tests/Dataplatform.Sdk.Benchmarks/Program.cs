using System.Globalization;
using System.Runtime.CompilerServices;
using BenchmarkDotNet.Running;
using Dataplatform.Sdk.Benchmarks;

switch (args)
{
    case ["empty"]:
        // The baseline of the start-up measurement: a program of one line.
        Console.WriteLine("hello");
        break;
    case ["startup"]:
        await StartUp.MeasureAsync();
        break;
    case ["generator"]:
        GeneratorRun.Measure();
        break;
    case ["versions"]:
        VersionsRun.Measure();
        break;
    case ["build"]:
        BuildRun.Measure();
        break;
    case ["data"]:
        await DataRun.MeasureAsync();
        break;
    case ["checks"]:
        await ChecksRun.MeasureAsync();
        break;
    case ["sql"]:
        await SqlAssetRun.MeasureAsync();
        break;
    case ["memory"]:
        await MemoryRun.MeasureAsync();
        break;
    case ["memory", var rows]:
        await MemoryRun.StreamAsync(long.Parse(rows, CultureInfo.InvariantCulture));
        break;
    case ["handover"]:
        await HandOverRun.MeasureAsync();
        break;
    case ["streams"]:
        await StreamRun.MeasureAsync();
        break;
    case ["state"]:
        await StateRun.MeasureAsync();
        break;
    case ["partitions"]:
        PartitionsRun.Measure();
        break;
    case ["harness"]:
        await HarnessRun.MeasureAsync();
        break;
    case ["slices", var kind]:
        await SlicesRun.MeasureAsync(kind);
        break;
    default:
        Benchmarks(args);
        break;
}

[MethodImpl(MethodImplOptions.NoInlining)]
static void Benchmarks(string[] args) => BenchmarkSwitcher.FromAssembly(typeof(Catalogs).Assembly).Run(args);
