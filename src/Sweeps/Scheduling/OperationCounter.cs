namespace Orchestrator.Sweeps.Scheduling;

/// <summary>Counts what a decision looks at.</summary>
internal sealed class OperationCounter
{
    public long Steps { get; private set; }

    public void Step() => Steps++;
}
