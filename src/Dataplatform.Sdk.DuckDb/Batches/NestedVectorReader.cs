using Dataplatform.Sdk.DuckDb.Interop;

namespace Dataplatform.Sdk.DuckDb.Batches;

/// <summary>The vectors within a nested column.</summary>
internal sealed class NestedVectorReader(VectorColumn outer) : VectorReader(outer.Within())
{
    /// <summary>Reads what is within a vector from now on.</summary>
    /// <param name="vector">The vector of the struct, list or map.</param>
    /// <param name="rows">Its rows.</param>
    public void AttachTo(nint vector, int rows)
    {
        if (outer.Type.Kind == ColumnKind.Struct)
        {
            Begin(rows);
            AttachFields(vector);
            return;
        }

        Begin(checked((int)DuckDbNative.ListVectorSize(vector)));
        var child = DuckDbNative.ListVectorChild(vector);
        if (outer.Type.Kind == ColumnKind.Map)
        {
            AttachFields(child);
        }
        else
        {
            Attach(0, child);
        }
    }

    private void AttachFields(nint vector)
    {
        for (var i = 0; i < outer.Type.Fields.Count; i++)
        {
            Attach(i, DuckDbNative.StructVectorChild(vector, (ulong)i));
        }
    }
}
