namespace Orchestrator.Search.Surrogates;

/// <summary>The part of a feature's values that a box covers: an interval, or a set of categories.</summary>
internal sealed class FeatureRange
{
    private readonly double[]? categories;

    /// <summary>An interval.</summary>
    public FeatureRange(double low, double high) => (Low, High) = (low, Math.Max(low, high));

    /// <summary>A set of categories.</summary>
    public FeatureRange(IEnumerable<double> categories) => this.categories = [.. categories];

    /// <summary>The interval's lower end.</summary>
    public double Low { get; }

    /// <summary>The interval's upper end.</summary>
    public double High { get; }

    /// <summary>The categories; empty for an interval.</summary>
    public IReadOnlyList<double> Categories => categories ?? [];

    /// <summary>Its measure: a length, or a number of categories.</summary>
    public double Size => categories?.Length ?? High - Low;

    /// <summary>The parts at most and above a threshold.</summary>
    public (FeatureRange Left, FeatureRange Right) Split(double threshold)
    {
        var at = Math.Clamp(threshold, Low, High);
        return (new(Low, at), new(at, High));
    }

    /// <summary>The parts among and not among some categories.</summary>
    public (FeatureRange Left, FeatureRange Right) Split(IReadOnlySet<double> chosen) =>
        (new(Categories.Where(chosen.Contains)), new(Categories.Where(category => !chosen.Contains(category))));
}
