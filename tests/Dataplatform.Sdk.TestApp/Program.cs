using Dataplatform.Sdk;
using Dataplatform.Sdk.TestApp;
using Microsoft.Extensions.DependencyInjection;

var builder = DataplatformApp.CreateBuilder(args);
builder.AddAssets();
builder.UseDuckDb("test.duckdb");
builder.UseDuckDb("lake.duckdb", store: "lake");
builder.Services.AddSingleton(new DataGeneration(long.Parse(builder.Configuration["Generation"] ?? "1")));
if (builder.Configuration["Resources"] != "none")
{
    builder.Services.AddSingleton<IShopApi, OfflineShopApi>();
    builder.Services.AddKeyedSingleton<IMailer, SilentMailer>("reports");
}

return await builder.Build().RunAsync();
