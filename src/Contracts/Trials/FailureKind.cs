namespace Orchestrator.Contracts.Trials;

/// <summary>Why an attempt ended without a result.</summary>
public enum FailureKind
{
    /// <summary>The worker reported an error in the model or its data.</summary>
    Error,

    /// <summary>The loss or the objective became NaN or infinite: running it again would end the same way.</summary>
    Diverged,

    /// <summary>The worker process ended without reporting.</summary>
    Crashed,

    /// <summary>The orchestrator was stopped while the attempt ran; its checkpoint is kept.</summary>
    Interrupted,

    /// <summary>The fold alone needs more memory than its device has. (Where others had a part in it, it is interrupted.)</summary>
    OutOfMemory,

    /// <summary>Checkpoint, model or data found no room on the disk, of the node or of the coordinators: no fault of the fold.</summary>
    DiskFull,
}

/// <summary>What follows from a kind of failure.</summary>
public static class FailureKinds
{
    /// <summary>Whether the fold itself has failed, and not merely what was around it: such a failure uses up a retry.</summary>
    public static bool IsOfFold(this FailureKind kind) => kind is not (FailureKind.Interrupted or FailureKind.DiskFull);
}
