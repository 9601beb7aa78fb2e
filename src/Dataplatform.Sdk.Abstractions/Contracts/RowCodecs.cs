using System.Collections.Concurrent;

namespace Dataplatform.Sdk;

/// <summary>
/// The codecs of all contracts in the process. A contract's assembly registers its codecs when it is loaded, so that
/// code which only knows the row type (reading a CSV file) finds the codec without reflection.
/// </summary>
public static class RowCodecs
{
    private static readonly ConcurrentDictionary<Type, Lazy<RowCodec>> Codecs = new();

    /// <summary>Registers a codec; called by generated code. The last registration of a type stays.</summary>
    public static void Register(RowCodec codec) => Codecs[codec.RowType] = new Lazy<RowCodec>(codec);

    /// <summary>Registers a codec that is made when it is first asked for; called by generated code. The last registration of a type stays.</summary>
    /// <typeparam name="T">The row type.</typeparam>
    public static void Register<T>(Func<RowCodec<T>> create) => Codecs[typeof(T)] = new Lazy<RowCodec>(create);

    /// <summary>The codec of a row type.</summary>
    /// <typeparam name="T">The row type.</typeparam>
    /// <exception cref="DataplatformException">The type is no contract.</exception>
    public static RowCodec<T> Get<T>() => (RowCodec<T>)Get(typeof(T));

    internal static RowCodec Get(Type type) => Find(type) ?? throw new DataplatformException(
        $"'{type.Name}' is not a data contract, so its rows cannot be read or written. Put [Contract] on it.");

    internal static RowCodec? Find(Type type)
    {
        if (!Codecs.TryGetValue(type, out var codec))
        {
            // A contract of a library registers itself in that library's module initializer, which runs at the first
            // use of anything in it; merely naming the type is not a use.
            System.Runtime.CompilerServices.RuntimeHelpers.RunModuleConstructor(type.Module.ModuleHandle);
            Codecs.TryGetValue(type, out codec);
        }

        return codec?.Value;
    }
}
