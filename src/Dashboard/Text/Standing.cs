using Orchestrator.Contracts.Api;
using Orchestrator.Contracts.Trials;

namespace Orchestrator.Dashboard.Text;

/// <summary>Where sweeps, trials and folds stand: the word, and the kind of mark beside it.</summary>
internal static class Standing
{
    /// <summary>Of a sweep.</summary>
    public static (string Word, string Kind) Of(SweepSummary sweep) => sweep switch
    {
        { Status: SweepStatus.Completed } => ("completed", "good"),
        { Status: SweepStatus.Cancelled } => ("cancelled", "idle"),
        { Paused: true } => ("paused", "held"),
        { Waiting: not null } => ("waiting", "held"),
        { Status: SweepStatus.Refitting } => ("refitting", "busy"),
        { Status: SweepStatus.Searching } => ("searching", "busy"),
        _ => ("beginning", "idle"),
    };

    /// <summary>Of a trial or a fold.</summary>
    public static (string Word, string Kind) Of(WorkStatus status) => status switch
    {
        WorkStatus.Running => ("running", "busy"),
        WorkStatus.Completed => ("completed", "good"),
        WorkStatus.Failed => ("failed", "bad"),
        WorkStatus.Pruned => ("pruned", "held"),
        _ => ("waiting", "idle"),
    };

    /// <summary>Whether nothing more will happen to a sweep.</summary>
    public static bool HasEnded(SweepSummary sweep) => sweep.Status is SweepStatus.Completed or SweepStatus.Cancelled;
}
