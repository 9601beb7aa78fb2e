using System.Reflection;

namespace Dataplatform.Sdk.Analyzers.Tests.Harness;

/// <summary>Calls the codecs of row types that are known at run time only.</summary>
internal static class Codecs
{
    public static RowCodec Of(Type row) => (RowCodec)Call(nameof(Get), row);

    public static Array RoundTrip(Array rows, MemoryBatch batch) => (Array)Call(nameof(WriteAndRead), rows.GetType().GetElementType()!, rows, batch);

    public static Array Read(Type row, MemoryBatch batch, int count) => (Array)Call(nameof(ReadRows), row, batch, count);

    private static RowCodec<T> Get<T>() => RowCodecs.Get<T>();

    private static T[] WriteAndRead<T>(T[] rows, MemoryBatch batch)
    {
        Get<T>().Write(rows, batch.Writer);
        return ReadRows<T>(batch, rows.Length);
    }

    private static T[] ReadRows<T>(MemoryBatch batch, int count)
    {
        var rows = new T[count];
        Get<T>().Read(batch.Reader, rows);
        return rows;
    }

    private static object Call(string method, Type row, params object[] arguments) =>
        typeof(Codecs).GetMethod(method, BindingFlags.NonPublic | BindingFlags.Static)!.MakeGenericMethod(row)
            .Invoke(null, BindingFlags.DoNotWrapExceptions, null, arguments, null)!;
}
