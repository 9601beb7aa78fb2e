using BenchmarkDotNet.Running;
using Dataplatform.Sdk.Benchmarks;

BenchmarkSwitcher.FromAssembly(typeof(Catalogs).Assembly).Run(args);
