namespace Orchestrator.Sweeps.Scheduling;

/// <summary>Counts what a decision looks at.</summary>
internal sealed class Effort
{
    public long Steps { get; private set; }

    public void Step() => Steps++;
}
