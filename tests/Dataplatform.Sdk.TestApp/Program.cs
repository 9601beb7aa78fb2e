using Dataplatform.Sdk;
using Dataplatform.Sdk.DuckDb;
using Dataplatform.Sdk.TestApp;
using Microsoft.Extensions.DependencyInjection;

if (args is ["crash", var store, var point, var crashGeneration, var instant])
{
    return await CrashProgram.RunAsync(store, point, crashGeneration, instant);
}

var builder = DataplatformApp.CreateBuilder(args);
builder.AddAssets();
var keep = int.Parse(builder.Configuration["Keep"] ?? "1");
if (builder.Configuration["Store"] == "parquet")
{
    builder.UseParquet("test", new ParquetStoreOptions { KeepVersions = keep });
}
else
{
    builder.UseDuckDb(builder.Configuration["Warehouse"] ?? "test.duckdb", new DuckDbOptions { KeepVersions = keep });
}

if (builder.Configuration["Lake"] == "parquet")
{
    builder.UseParquet("lake", store: "lake");
}
else
{
    builder.UseDuckDb("lake.duckdb", store: "lake");
}

builder.Services.AddSingleton(new DataGeneration(long.Parse(builder.Configuration["Generation"] ?? "1")));
if (builder.Configuration["Resources"] != "none")
{
    builder.Services.AddSingleton<IShopApi, OfflineShopApi>();
    builder.Services.AddKeyedSingleton<IMailer, SilentMailer>("reports");
}

return await builder.Build().RunAsync();
