namespace Orchestrator.Cli.Rendering;

/// <summary>A curve in a line of text.</summary>
public static class Sparkline
{
    private const string Blocks = "▁▂▃▄▅▆▇█", Ascii = ".:-=+*#@";
    private const int Longest = 24;

    /// <summary>One character a value, or fewer when there are many; what is not finite is a question mark.</summary>
    /// <param name="values">In order.</param>
    /// <param name="unicode">Whether whoever shows it has block characters; otherwise the curve is of ASCII, the denser the higher.</param>
    public static string Of(IReadOnlyList<double> values, bool unicode = true)
    {
        var finite = values.Where(double.IsFinite).ToArray();
        if (finite.Length == 0)
        {
            return "";
        }

        var (low, high) = (finite.Min(), finite.Max());
        var shown = Math.Min(values.Count, Longest);
        return string.Create(shown, (values, low, high, levels: unicode ? Blocks : Ascii), static (line, s) =>
        {
            for (var i = 0; i < line.Length; i++)
            {
                // The last value of each stretch, so that the curve ends where training did.
                var value = s.values[(i + 1) * s.values.Count / line.Length - 1];
                var level = s.high > s.low ? (value - s.low) / (s.high - s.low) : 0.5;
                line[i] = double.IsFinite(value) ? s.levels[Math.Clamp((int)(level * s.levels.Length), 0, s.levels.Length - 1)] : '?';
            }
        });
    }
}
