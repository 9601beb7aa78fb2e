using MathNet.Numerics.LinearRegression;
using MathNet.Numerics.Statistics;

namespace Flights;

/// <summary>A harmonic regression over the day of the week.</summary>
internal static class DayOfWeekModel
{
    private const int DaysPerWeek = 7;
    private const int Rounds = 50;

    // In cycles per week; with the constant, as many terms as a week has days.
    private static readonly int[] Frequencies = [1, 2, 3];

    /// <summary>
    /// Fits by least squares in which a day counts the less the farther it is from the fit (iterated weights), so that a
    /// storm does not become usual. Of less than a week, the model is the mean.
    /// </summary>
    public static TrafficModel Fit(IReadOnlyList<TrafficDay> days)
    {
        if (days.Count == 0)
        {
            return new TrafficModel([0], 1, 0);
        }

        var departures = days.Select(day => (double)day.Departures).ToArray();
        var mean = departures.Average();
        var coefficients = days.Select(day => day.Day.DayOfWeek).Distinct().Count() < DaysPerWeek
            ? [mean]
            : Robust([.. days.Select(day => Terms(day.Day))], departures);
        var total = departures.Sum(value => Math.Pow(value - mean, 2));
        var left = days.Zip(departures).Sum(pair => Math.Pow(pair.Second - Value(coefficients, pair.First.Day), 2));
        return new TrafficModel(coefficients, total > 0 ? 1 - (left / total) : 1, days.Count);
    }

    /// <summary>The departures that are usual on a day.</summary>
    public static double Expected(TrafficModel model, DateOnly day) => Value(model.Coefficients, day);

    private static double[] Robust(double[][] terms, double[] values)
    {
        var weights = Enumerable.Repeat(1.0, values.Length).ToArray();
        var coefficients = new double[terms[0].Length];
        for (var round = 0; round < Rounds; round++)
        {
            coefficients = WeightedRegression.Weighted(terms, values, weights);
            var distances = terms.Zip(values, (row, value) => Math.Abs(value - Sum(row, coefficients))).ToArray();
            var near = Math.Max(1, distances.Median() / 10);
            weights = [.. distances.Select(distance => near / Math.Max(distance, near))];
        }

        return coefficients;
    }

    private static double Value(double[] coefficients, DateOnly day) => Sum(coefficients, Terms(day));

    private static double Sum(double[] coefficients, double[] terms) => coefficients.Zip(terms, (a, b) => a * b).Sum();

    private static double[] Terms(DateOnly day)
    {
        var angle = 2 * Math.PI * (int)day.DayOfWeek / DaysPerWeek;
        return [1, .. Frequencies.SelectMany(frequency => new[] { Math.Cos(frequency * angle), Math.Sin(frequency * angle) })];
    }
}
