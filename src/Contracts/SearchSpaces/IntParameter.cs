namespace Orchestrator.Contracts.SearchSpaces;

/// <summary>An integer hyper-parameter in [Low, High].</summary>
/// <param name="Low">Inclusive lower bound; at least 1 when <paramref name="Log"/>.</param>
/// <param name="High">Inclusive upper bound, at least <paramref name="Low"/>.</param>
/// <param name="Log">Whether the scale is logarithmic.</param>
/// <param name="Step">Spacing of the allowed values from <paramref name="Low"/>, at least 1.</param>
public sealed record IntParameter(string Name, long Low, long High, bool Log = false, long Step = 1, Condition? Condition = null)
    : Parameter(Name, Condition)
{
    /// <inheritdoc />
    public override bool Contains(ParameterValue value) =>
        !value.IsText && value.Number >= Low && value.Number <= High
        && value.Number == Math.Floor(value.Number) && Step > 0 && ((long)value.Number - Low) % Step == 0;
}
