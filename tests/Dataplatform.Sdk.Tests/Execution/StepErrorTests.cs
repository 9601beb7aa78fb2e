using System.Reflection;
using System.Runtime.CompilerServices;
using Dataplatform.Sdk.Catalog;
using Dataplatform.Sdk.Events;
using Dataplatform.Sdk.Execution;
using Dataplatform.Sdk.Tests.Fakes;

namespace Dataplatform.Sdk.Tests.Execution;

public sealed class StepErrorTests
{
    [Fact]
    public async Task An_exception_is_told_with_its_type_and_the_authors_own_frames()
    {
        var error = await ErrorOf(_ => Failing.Now());

        error.Message.ShouldBe("the shop is closed");
        error.Exception.ShouldBe("System.InvalidOperationException");
        error.Frames[0].ShouldMatch(@"^Failing\.Now in StepErrorTests\.cs:\d+$");
        error.Frames.ShouldAllBe(frame => !frame.Contains("RunningStep") && !frame.StartsWith("System"));
    }

    [Fact]
    public async Task What_the_compiler_made_of_a_method_is_shown_as_written()
    {
        (await ErrorOf(async step => await Failing.Later())).Frames[0].ShouldStartWith("Failing.Later in StepErrorTests.cs:");
        (await ErrorOf(step => step.RowsAsync(0, Failing.Iterator()))).Frames[0].ShouldStartWith("Failing.Iterator in StepErrorTests.cs:");
        (await ErrorOf(step => step.StreamAsync(0, Failing.Stream()))).Frames[0].ShouldStartWith("Failing.Stream in StepErrorTests.cs:");
        (await ErrorOf(step => step.RowsAsync(0, Failing.Lambda()))).Frames[0].ShouldStartWith("Failing.Lambda in StepErrorTests.cs:");
    }

    [Theory]
    [InlineData("Acme.SalesAssets", "RawOrders", "SalesAssets.RawOrders")]
    [InlineData("Acme.SalesAssets+<RawOrders>d__0", "MoveNext", "SalesAssets.RawOrders")]
    [InlineData("Acme.SalesAssets+<>c__DisplayClass0_0", "<RawOrders>b__1", "SalesAssets.RawOrders")]
    [InlineData("Acme.SalesAssets", "<RawOrders>g__Clean|0_0", "SalesAssets.RawOrders")]
    [InlineData("Acme.SalesAssets+<>c__DisplayClass0_0+<<RawOrders>b__0>d", "MoveNext", "SalesAssets.RawOrders")]
    [InlineData("Acme.Reader`1+Inner", "Read", "Inner.Read")]
    [InlineData("Acme.Reader`1", ".ctor", "new Reader")]
    [InlineData("Program", "<Main>$", "Program.<Main>$")]
    public void Names_are_demangled(string type, string method, string expected) => StackFrames.Demangle(type, method).ShouldBe(expected);

    [Fact]
    public void A_mistake_that_explains_itself_is_only_its_message()
    {
        var error = StepErrors.Describe(new DataplatformException("column 'x' is missing", new InvalidOperationException("inner")));

        error.ShouldBe(new StepError("column 'x' is missing", null, error.Frames));
        error.Frames.ShouldBeEmpty();
    }

    [Fact]
    public void Wrappers_are_taken_off_and_causes_are_told()
    {
        StepErrors.Describe(new TargetInvocationException(new AggregateException(new DataplatformException("inside")))).Message.ShouldBe("inside");
        StepErrors.Describe(new IOException("no answer", new IOException("the host is down"))).Message.ShouldBe("no answer Cause: the host is down");
    }

    private static async Task<StepError> ErrorOf(Func<StepInvocation, ValueTask> body)
    {
        var run = new TestRun(new TestCatalog().Step([TestCatalog.RowsOf("a/x")], body));
        await run.ExecuteAsync();
        return run.Observer.Events.OfType<RunEvent.AssetFailed>().Single().Error;
    }

    private static class Failing
    {
        [MethodImpl(MethodImplOptions.NoInlining)]
        public static ValueTask Now() => throw new InvalidOperationException("the shop is closed");

        public static async Task Later()
        {
            await Task.Yield();
            throw new InvalidOperationException("later");
        }

        public static IEnumerable<Item> Iterator()
        {
            yield return new Item(1);
            throw new InvalidOperationException("in the middle");
        }

        public static async IAsyncEnumerable<Item> Stream()
        {
            yield return new Item(1);
            await Task.Yield();
            throw new InvalidOperationException("in the middle");
        }

        public static IEnumerable<Item> Lambda() => Enumerable.Range(0, 3).Select<int, Item>(i => throw new InvalidOperationException($"{i}"));
    }
}
