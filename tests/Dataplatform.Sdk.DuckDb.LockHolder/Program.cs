using Dataplatform.Sdk.DuckDb.Interop;

// Opens the database named by the first argument, says so, and holds it until standard input ends.
using var database = DuckDbDatabase.Open(new DuckDbOpenOptions { Path = args[0] });
using var connection = database.Connect();
connection.Execute("create table if not exists held (id bigint)");
Console.WriteLine("open");
_ = Console.ReadLine();
