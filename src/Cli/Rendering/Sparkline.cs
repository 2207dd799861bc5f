namespace Orchestrator.Cli.Rendering;

/// <summary>A curve in a line of text.</summary>
public static class Sparkline
{
    private const string Levels = "▁▂▃▄▅▆▇█";
    private const int Longest = 24;

    /// <summary>One character a value, or fewer when there are many; what is not finite is a question mark.</summary>
    public static string Of(IReadOnlyList<double> values)
    {
        var finite = values.Where(double.IsFinite).ToArray();
        if (finite.Length == 0)
        {
            return "";
        }

        var (low, high) = (finite.Min(), finite.Max());
        var shown = Math.Min(values.Count, Longest);
        return string.Create(shown, (values, low, high), static (line, s) =>
        {
            for (var i = 0; i < line.Length; i++)
            {
                // The last value of each stretch, so that the curve ends where training did.
                var value = s.values[(i + 1) * s.values.Count / line.Length - 1];
                var level = s.high > s.low ? (value - s.low) / (s.high - s.low) : 0.5;
                line[i] = double.IsFinite(value) ? Levels[Math.Clamp((int)(level * Levels.Length), 0, Levels.Length - 1)] : '?';
            }
        });
    }
}
