using Dataplatform.Sdk.Events;

namespace Dataplatform.Sdk.EventLog;

/// <summary>Reads events of the log's file.</summary>
internal static class SqliteEvents
{
    private const string Columns = "select position, name, format, run, time, body from events";

    /// <summary>The next events of the log.</summary>
    public static List<LoggedEvent> Page(SqliteStatements sql, long after, int limit) =>
        ToEvents(sql.Query($"{Columns} where position > $1 order by position limit $2", after, limit));

    /// <summary>The first events of backfills, the latest first.</summary>
    public static List<LoggedEvent> Backfills(SqliteStatements sql, int limit) =>
        ToEvents(sql.Query($"{Columns} where name = 'backfill_started' order by position desc limit $1", limit));

    /// <summary>The next events of one run.</summary>
    public static List<LoggedEvent> Page(SqliteStatements sql, string run, long after, int limit) =>
        ToEvents(sql.Query($"{Columns} where run = $1 and position > $2 order by position limit $3", run, after, limit));

    private static List<LoggedEvent> ToEvents(List<object?[]> rows) => rows.ConvertAll(row => new LoggedEvent((long)row[0]!, EventWire.Read(new StoredEvent(
        (string)row[1]!, (int)(long)row[2]!, new RunId((string)row[3]!), new DateTimeOffset((long)row[4]!, TimeSpan.Zero), (byte[])row[5]!))));
}
