using System.ComponentModel;

namespace Dataplatform.Sdk.Catalog;

/// <summary>
/// Reads the steps of a class from text; called by generated code. Text costs a compiler nothing, and calls that say the same
/// are most of what a build with many assets waits for (decision 0013).
/// </summary>
/// <remarks>
/// A line is a word and what it says, and <c>step</c> begins the next step: <c>step RawOrders</c>, <c>group sales</c>,
/// <c>reads-table orders sales/orders 0 Sales.Order</c>, after it <c>mapped - overlap|-7</c> if it does not read the partitions that one
/// expects. A number is an ordinal in the values. In free text a backslash begins <c>\\</c> or <c>\u</c> with four hexadecimal digits.
/// </remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class StepText
{
    /// <summary>The steps, in the order of the text.</summary>
    /// <param name="declaringType">The class that declares the methods.</param>
    /// <param name="text">What is to be known of each step.</param>
    /// <param name="values">What text cannot say: types of rows and services, codecs of artifacts, keys of services.</param>
    /// <param name="invoke">Calls the method of the step with this ordinal; null if all are external.</param>
    /// <param name="locate">Says where the external asset with this ordinal is; null if none is external.</param>
    /// <exception cref="FormatException">The text was not written by the generator of this version.</exception>
    public static StepDefinition[] Read(
        Type declaringType,
        string text,
        object[] values,
        Func<int, StepInvocation, ValueTask>? invoke,
        Func<int, ExternalLocation>? locate = null)
    {
        var steps = new List<StepDefinition>();
        StepTextStep? step = null;
        foreach (var range in text.AsSpan().Split('\n'))
        {
            var line = text.AsSpan()[range].Trim();
            if (line.IsEmpty)
            {
                continue;
            }

            var space = line.IndexOf(' ');
            var word = space < 0 ? line : line[..space];
            var rest = space < 0 ? default : line[(space + 1)..];
            if (word is "step")
            {
                Complete(step);
                step = new StepTextStep(declaringType, rest.ToString(), values);
            }
            else
            {
                (step ?? throw new FormatException("A step's text begins with its name.")).Read(word, rest);
            }
        }

        Complete(step);
        return [.. steps];

        void Complete(StepTextStep? read)
        {
            if (read is not null)
            {
                steps.Add(read.Complete(steps.Count, invoke, locate));
            }
        }
    }
}
