namespace Dataplatform.Sdk.Selection;

/// <summary>What a clause looks at.</summary>
internal enum SelectionAttribute
{
    Key,
    Group,
    Tag,
    Owner,
    Kind,
}
