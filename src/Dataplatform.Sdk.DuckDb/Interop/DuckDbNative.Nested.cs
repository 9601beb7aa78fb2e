using System.Runtime.InteropServices;

namespace Dataplatform.Sdk.DuckDb.Interop;

internal static partial class DuckDbNative
{
    [LibraryImport(Library, EntryPoint = "duckdb_enum_dictionary_size")]
    public static partial uint EnumDictionarySize(LogicalTypeHandle type);

    /// <summary>The text is ours to free.</summary>
    [LibraryImport(Library, EntryPoint = "duckdb_enum_dictionary_value")]
    public static partial nint EnumDictionaryValue(LogicalTypeHandle type, ulong index);

    [LibraryImport(Library, EntryPoint = "duckdb_array_type_child_type")]
    public static partial LogicalTypeHandle ArrayChildType(LogicalTypeHandle type);

    [LibraryImport(Library, EntryPoint = "duckdb_array_type_array_size")]
    public static partial ulong ArraySize(LogicalTypeHandle type);

    [LibraryImport(Library, EntryPoint = "duckdb_map_type_key_type")]
    public static partial LogicalTypeHandle MapKeyType(LogicalTypeHandle type);

    [LibraryImport(Library, EntryPoint = "duckdb_map_type_value_type")]
    public static partial LogicalTypeHandle MapValueType(LogicalTypeHandle type);

    [LibraryImport(Library, EntryPoint = "duckdb_struct_type_child_count")]
    public static partial ulong StructChildCount(LogicalTypeHandle type);

    /// <summary>The text is ours to free.</summary>
    [LibraryImport(Library, EntryPoint = "duckdb_struct_type_child_name")]
    public static partial nint StructChildName(LogicalTypeHandle type, ulong index);

    [LibraryImport(Library, EntryPoint = "duckdb_struct_type_child_type")]
    public static partial LogicalTypeHandle StructChildType(LogicalTypeHandle type, ulong index);

    [LibraryImport(Library, EntryPoint = "duckdb_list_vector_get_child")]
    public static partial nint ListVectorChild(nint vector);

    [LibraryImport(Library, EntryPoint = "duckdb_array_vector_get_child")]
    public static partial nint ArrayVectorChild(nint vector);

    [LibraryImport(Library, EntryPoint = "duckdb_struct_vector_get_child")]
    public static partial nint StructVectorChild(nint vector, ulong index);
}
