using System.Collections.Immutable;
using System.Runtime.InteropServices;

namespace Dataplatform.Sdk;

/// <summary>The codec of lists and arrays.</summary>
internal sealed class ListCodec<TList, T> : ItemsCodec<TList>
    where TList : IEnumerable<T>
{
    private readonly ValueCodec<T> _element;
    private readonly Form _form;

    public ListCodec(ValueCodec<T> element)
    {
        var type = typeof(TList);
        _element = element;
        _form = type == typeof(T[]) || type == typeof(IReadOnlyList<T>) || type == typeof(IReadOnlyCollection<T>) ? Form.Array
            : type == typeof(List<T>) || type == typeof(IList<T>) || type == typeof(ICollection<T>) ? Form.List
            : type == typeof(ImmutableArray<T>) ? Form.Immutable
            : throw new ArgumentException($"'{type}' is not a list that can be a column.", nameof(element));
    }

    private enum Form
    {
        Array,
        List,
        Immutable,
    }

    public override ColumnType Type => ColumnType.List(_element.Column(NestedNames.Element, string.Empty));

    protected override int Count(TList value) => value switch
    {
        ImmutableArray<T> { IsDefault: true } => throw NestedFailure.Null(),
        ICollection<T> collection => collection.Count,
        IReadOnlyCollection<T> collection => collection.Count,
        _ => value.Count(),
    };

    protected override void WriteItems(ReadOnlySpan<TList> values, ReadOnlySpan<ListEntry> entries, int first, int count, BatchWriter items)
    {
        using var elements = new Scratch<T>(count);
        var rest = elements.Span;
        for (var i = 0; i < values.Length; i++)
        {
            var length = (int)entries[i].Length;
            Copy(values[i], rest[..length]);
            rest = rest[length..];
        }

        try
        {
            _element.Write(elements.Span, items, 0, first);
        }
        catch (Exception e)
        {
            throw NestedFailure.Within(NestedNames.Elements, e);
        }
    }

    protected override void ReadItems(BatchReader items, int first, int count, ReadOnlySpan<ListEntry> entries, Span<TList> values)
    {
        using var elements = new Scratch<T>(count);
        try
        {
            _element.Read(items, 0, first, elements.Span);
        }
        catch (Exception e)
        {
            throw NestedFailure.Within(NestedNames.Elements, e);
        }

        ReadOnlySpan<T> rest = elements.Span;
        for (var i = 0; i < values.Length; i++)
        {
            var length = (int)entries[i].Length;
            values[i] = Make(rest[..length]);
            rest = rest[length..];
        }
    }

    private static void Copy(TList list, Span<T> elements)
    {
        switch (list)
        {
            case T[] array:
                array.CopyTo(elements);
                break;
            case List<T> own:
                CollectionsMarshal.AsSpan(own).CopyTo(elements);
                break;
            case ImmutableArray<T> array:
                array.AsSpan().CopyTo(elements);
                break;
            default:
                var next = 0;
                foreach (var element in list)
                {
                    elements[next++] = element;
                }

                break;
        }
    }

    private TList Make(ReadOnlySpan<T> elements) => _form switch
    {
        Form.Array => (TList)(object)elements.ToArray(),
        Form.Immutable => (TList)(object)ImmutableArray.Create(elements),
        _ => (TList)(object)AsList(elements),
    };

    private static List<T> AsList(ReadOnlySpan<T> elements)
    {
        var list = new List<T>(elements.Length);
        list.AddRange(elements);
        return list;
    }
}
