using Dataplatform.Sdk.Analyzers.Extraction;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Dataplatform.Sdk.Analyzers.Rules;

/// <summary>The rules on what the body of an asset does, one operation at a time.</summary>
internal static class ExecutionRules
{
    private static readonly HashSet<string> Mutators = new(StringComparer.Ordinal)
    {
        "Add", "AddRange", "AddOrUpdate", "Clear", "Dequeue", "Enqueue", "GetOrAdd", "Insert", "Pop", "Push", "Remove", "RemoveAll", "RemoveAt",
        "Sort", "TryAdd", "TryDequeue", "TryPop", "TryRemove", "TryTake", "TryUpdate", "UnionWith",
    };

    public static Diagnostic? Check(IOperation operation, AssetBody body) => operation switch
    {
        IInvocationOperation call => Call(call, body),
        IPropertyReferenceOperation property => Property(property, body),
        IFieldReferenceOperation { Field: { IsStatic: true, IsConst: false, ContainingType.TypeKind: not TypeKind.Enum } field } reference => Field(reference, field, body),
        IObjectCreationOperation { Type: { Name: "Random" } type, Arguments.Length: 0 } creation when type.IsNamed("Random", "System") => Chance(creation, "new Random()", "new Random(seed)", body),
        _ => null,
    };

    private static Diagnostic? Call(IInvocationOperation call, AssetBody body)
    {
        var method = call.TargetMethod;
        var type = method.ContainingType;
        return (type.Name, method.Name) switch
        {
            ("Console", _) when type.IsNamed("Console", "System") => Console(call, body),
            ("Task", "Wait" or "WaitAll" or "WaitAny") when IsTask(type) => Blocks(call, $"Task.{method.Name}", body),
            ("Thread", "Sleep") when type.IsNamed("Thread", "System.Threading") => Blocks(call, "Thread.Sleep", body),
            (_, "GetResult") when type.ContainingNamespace.Is("System.Runtime.CompilerServices") && type.Name.EndsWith("Awaiter", StringComparison.Ordinal) => Blocks(call, "GetResult", body),
            ("Guid", "NewGuid" or "CreateVersion7") when type.IsNamed("Guid", "System") && !method.Parameters.Any() => Chance(call, $"Guid.{method.Name}", "a key made of the row's own values", body),
            _ when Mutators.Contains(method.Name) && call.Instance is IFieldReferenceOperation { Field: { IsStatic: true } field } && IsCollection(type) && IsOwn(field) =>
                Static(call, field, "changes", body),
            _ => null,
        };
    }

    private static Diagnostic? Property(IPropertyReferenceOperation reference, AssetBody body)
    {
        var property = reference.Property;
        var type = property.ContainingType;
        if (!property.IsStatic)
        {
            return property.Name == "Result" && (IsTask(type) || type.IsNamed("ValueTask", "System.Threading.Tasks")) ? Blocks(reference, "Result", body) : null;
        }

        return (type.Name, property.Name) switch
        {
            ("DateTime" or "DateTimeOffset", "Now" or "UtcNow" or "Today") when type.ContainingNamespace.Is("System") => Clock(reference, body),
            ("Environment", "TickCount" or "TickCount64") when type.IsNamed("Environment", "System") => Clock(reference, body),
            ("TimeProvider", "System") when type.IsNamed("TimeProvider", "System") => Clock(reference, body),
            ("Random", "Shared") when type.IsNamed("Random", "System") => Chance(reference, "Random.Shared", "new Random(seed)", body),
            ("Console", "Out" or "Error" or "In") when type.IsNamed("Console", "System") => Console(reference, body),
            _ when property.SetMethod is { IsInitOnly: false } && IsOwn(property) => Static(reference, property, "uses", body),
            _ => null,
        };
    }

    private static Diagnostic? Field(IFieldReferenceOperation reference, IFieldSymbol field, AssetBody body) =>
        !IsOwn(field) ? null
        : !field.IsReadOnly ? Static(reference, field, "uses", body)
        : reference.Parent is IArrayElementReferenceOperation { Parent: IAssignmentOperation or IIncrementOrDecrementOperation } element && IsTarget(element) ? Static(reference, field, "changes", body)
        : reference.Parent is IPropertyReferenceOperation { Property.IsIndexer: true, Parent: IAssignmentOperation or IIncrementOrDecrementOperation } item && IsTarget(item) ? Static(reference, field, "changes", body)
        : null;

    private static bool IsTarget(IOperation operation) => operation.Parent is IIncrementOrDecrementOperation || (operation.Parent is IAssignmentOperation assignment && assignment.Target == operation);

    private static bool IsTask(ITypeSymbol type) => type.IsNamed("Task", "System.Threading.Tasks");

    private static bool IsCollection(ITypeSymbol type) => type.ContainingNamespace.Is("System.Collections.Generic") || type.ContainingNamespace.Is("System.Collections.Concurrent");

    // The state of a library is that library's own business.
    private static bool IsOwn(ISymbol symbol) => symbol.DeclaringSyntaxReferences.Length > 0;

    private static Diagnostic Blocks(IOperation operation, string what, AssetBody body) => Create(Descriptors.BlocksOnAsync, operation, body,
        what == "Thread.Sleep"
            ? $"'{body.Source}' sleeps with Thread.Sleep, which holds a thread and cannot be cancelled. Await Task.Delay with the CancellationToken."
            : $"'{body.Source}' blocks on asynchronous work with '{what}', which holds a thread and cannot be cancelled. Make the method async and await it.");

    private static Diagnostic Console(IOperation operation, AssetBody body) => Create(Descriptors.UsesConsole, operation, body,
        $"'{body.Source}' uses the console, where its run cannot be told apart from others. Take an ILogger parameter and log.");

    private static Diagnostic Clock(IPropertyReferenceOperation reference, AssetBody body)
    {
        var what = reference.Property.ContainingType.Name + "." + reference.Property.Name;
        return Create(Descriptors.ClockOrChance, reference, body, body.IsQuery
            ? $"'{body.Source}' asks '{what}' for the time, so the same inputs give another result each time. Write the time into an upstream asset, or use the engine's current_timestamp."
            : $"'{body.Source}' asks '{what}' for the time, which no test can set. Take a TimeProvider parameter: the run gives it.");
    }

    private static Diagnostic Chance(IOperation operation, string what, string instead, AssetBody body) => Create(Descriptors.ClockOrChance, operation, body,
        $"'{body.Source}' uses '{what}', so the same inputs give another result each time. Use {instead}, or take the source of chance as a resource.");

    private static Diagnostic Static(IOperation operation, ISymbol symbol, string verb, AssetBody body) => Create(Descriptors.MutableStatic, operation, body,
        $"'{body.Source}' {verb} the static '{symbol.ContainingType.Name}.{symbol.Name}', which steps that run side by side share and a repeated run finds changed. Make it const or readonly, or take a resource.");

    private static Diagnostic Create(DiagnosticDescriptor descriptor, IOperation operation, AssetBody body, string message) => Diagnostic.Create(descriptor, operation.Syntax.GetLocation(), message);
}
