namespace Orchestrator.Coordinator.Tests.Hosting;

/// <summary>What the page of metrics showed at one moment.</summary>
internal sealed class MetricsReading((string Series, double Value)[] series)
{
    /// <summary>The sum of all series of that name which have that label; 0 where there is none.</summary>
    public double this[string name, string label = ""] => series
        .Where(s => (s.Series == name || s.Series.StartsWith(name + "{", StringComparison.Ordinal))
            && s.Series.Contains(label, StringComparison.Ordinal))
        .Sum(s => s.Value);

    public override string ToString() => string.Join('\n', series.Select(s => $"{s.Series} {s.Value}"));
}
