using Dataplatform.Sdk;
using JaffleShop.Shop;
using Microsoft.Extensions.DependencyInjection;

var builder = DataplatformApp.CreateBuilder(args);
builder.AddAssets();
builder.UseDuckDb("jaffle_shop.duckdb");
builder.Services.AddSingleton(builder.Configuration["Seeds"] is { } folder ? new SeedFolder(folder) : SeedFolder.Default);
builder.AddJob("staging", "group:raw or group:staging");
builder.AddJob("marts", "+group:marts");
return await builder.Build().RunAsync();
