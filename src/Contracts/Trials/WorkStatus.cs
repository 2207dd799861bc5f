namespace Orchestrator.Contracts.Trials;

/// <summary>Where a trial or a fold stands.</summary>
public enum WorkStatus
{
    /// <summary>Ready for a slot.</summary>
    Waiting,

    /// <summary>An attempt holds the lease (of a fold), or a fold has been attempted (of a trial).</summary>
    Running,

    /// <summary>Has its score.</summary>
    Completed,

    /// <summary>Will never have one.</summary>
    Failed,

    /// <summary>Stopped as hopeless (of a trial).</summary>
    Pruned,
}
