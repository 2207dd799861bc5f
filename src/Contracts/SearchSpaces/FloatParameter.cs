namespace Orchestrator.Contracts.SearchSpaces;

/// <summary>A real hyper-parameter in [Low, High].</summary>
/// <param name="Low">Inclusive lower bound; positive when <paramref name="Log"/>.</param>
/// <param name="High">Inclusive upper bound, at least <paramref name="Low"/>.</param>
/// <param name="Log">Whether the scale is logarithmic.</param>
/// <param name="Step">Spacing of the allowed values from <paramref name="Low"/>; null = continuous. Excludes
/// <paramref name="Log"/>.</param>
public sealed record FloatParameter(string Name, double Low, double High, bool Log = false, double? Step = null,
    Condition? Condition = null)
    : Parameter(Name, Condition)
{
    /// <inheritdoc />
    public override bool Contains(ParameterValue value)
    {
        if (value.IsText || value.Number < Low || value.Number > High)
        {
            return false;
        }

        if (Step is not { } step)
        {
            return true;
        }

        var steps = (value.Number - Low) / step;
        var blur = 1e-14 * Math.Max(Math.Abs(Low), Math.Abs(High)) / step; // 15 digits of a large value, told in steps
        return Math.Abs(steps - Math.Round(steps)) < 1e-9 * Math.Max(1, Math.Abs(steps)) + blur;
    }
}
