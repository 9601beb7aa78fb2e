namespace Flights;

/// <summary>The days that the archive has. With a larger file, this is what to change.</summary>
internal static class Season
{
    /// <summary>The first day, a Monday.</summary>
    public const string First = "2001-02-19";

    /// <summary>The day after the last one.</summary>
    public const string End = "2001-03-12";
}
