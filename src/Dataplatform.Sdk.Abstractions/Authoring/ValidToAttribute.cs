namespace Dataplatform.Sdk;

/// <summary>
/// The member, a nullable <see cref="DateTimeOffset"/>, holds when a version of a row ended; null for the one that is valid. An
/// asset of <see cref="WriteMode.Snapshot"/> has it written by its store: a method leaves it at its default, a query leaves it out.
/// </summary>
[AttributeUsage(AttributeTargets.Parameter | AttributeTargets.Property)]
public sealed class ValidToAttribute : Attribute;
