using Dataplatform.Sdk;
using Flights;
using Microsoft.Extensions.DependencyInjection;

var builder = DataplatformApp.CreateBuilder(args);
builder.AddAssets();
builder.UseDuckDb("traffic.duckdb");
builder.Services.AddSingleton<IFlightArchive>(new FileArchive(
    builder.Configuration["Flights"] ?? Path.Combine(AppContext.BaseDirectory, "data", "flights.parquet"),
    Path.Combine(AppContext.BaseDirectory, "data", "airports.csv")));
builder.Services.AddSingleton(new ExportFolder(builder.Configuration["Export"] ?? "export"));
builder.AddJob("reports", "+group:reports");
return await builder.Build().RunAsync();
