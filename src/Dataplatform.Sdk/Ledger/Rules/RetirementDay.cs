using System;
using System.Globalization;

namespace Dataplatform.Sdk.Ledger.Rules;

/// <summary>The last day of an asset.</summary>
internal static class RetirementDay
{
    private const string Format = "yyyy-MM-dd";

    /// <summary>Whether a text is a day, as <c>2026-12-31</c>.</summary>
    public static bool IsDay(string text) => DateTime.TryParseExact(text, Format, CultureInfo.InvariantCulture, DateTimeStyles.None, out _);

    /// <summary>Whether the day is over.</summary>
    /// <param name="day">The last day.</param>
    /// <param name="today">Today, written alike.</param>
    public static bool IsOver(string day, string today) => string.CompareOrdinal(today, day) > 0;
}
