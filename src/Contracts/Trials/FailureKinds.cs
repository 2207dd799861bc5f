namespace Orchestrator.Contracts.Trials;

/// <summary>What follows from a kind of failure.</summary>
public static class FailureKinds
{
    /// <summary>Whether the fold itself has failed, and not merely what was around it: such a failure uses up a retry.</summary>
    public static bool IsOfFold(this FailureKind kind) => kind is not (FailureKind.Interrupted or FailureKind.DiskFull);
}
