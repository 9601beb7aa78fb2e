namespace Dataplatform.Sdk;

/// <summary>How the rows of an asset are kept.</summary>
public enum Materialize
{
    /// <summary>As a table: computed, staged, checked and published. The default.</summary>
    Table,

    /// <summary>As a view in the store: nothing is copied, readers always see the newest inputs. For SQL assets only.</summary>
    View,

    /// <summary>Not kept at all: the query is written into each of its readers. For SQL assets only.</summary>
    Ephemeral,
}
