namespace Orchestrator.Contracts.Trials;

/// <summary>Where a sweep stands.</summary>
public enum SweepStatus
{
    /// <summary>No event yet.</summary>
    Unplanned,

    /// <summary>Trials are suggested and run.</summary>
    Searching,

    /// <summary>The best configuration is trained on all rows but the test set's.</summary>
    Refitting,

    /// <summary>Done.</summary>
    Completed,

    /// <summary>Ended by a user.</summary>
    Cancelled,
}
