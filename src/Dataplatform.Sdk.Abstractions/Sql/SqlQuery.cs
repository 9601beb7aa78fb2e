namespace Dataplatform.Sdk;

/// <summary>A query as an engine takes it.</summary>
/// <param name="Text">The text, with <c>$1</c>, <c>$2</c> … for the parameters.</param>
/// <param name="Parameters">The parameters, in order.</param>
public sealed record SqlQuery(string Text, IReadOnlyList<SqlParameter> Parameters);
