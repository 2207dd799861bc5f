using Orchestrator.Contracts.Api.External;
using Orchestrator.Contracts.Definitions;
using Orchestrator.Contracts.Identifiers;
using Orchestrator.Contracts.Trials;

namespace Orchestrator.Sweeps.External;

/// <summary>How an attempt stands, for the client that trains it.</summary>
public static class AttemptStandings
{
    /// <summary>The standing in a state.</summary>
    public static AttemptStanding Of(SweepState state, AttemptId attempt)
    {
        var (stage, reason, score) = Judge(state, attempt);
        return new AttemptStanding(
            AttemptName.Of(attempt), stage, stage == AttemptStage.Running,
            state.Plan?.Model.External?.Lease ?? ExternalDefinition.UsualLease, reason, score);
    }

    private static (AttemptStage Stage, string? Reason, double? Score) Judge(SweepState state, AttemptId attempt)
    {
        if (state.Find(attempt.Fold) is not { } fold || fold.Attempts.FirstOrDefault(known => known.Id == attempt) is not { } known)
        {
            return (AttemptStage.Unknown, $"Sweep '{state.Id}' has no attempt {AttemptName.Of(attempt)}.", null);
        }

        if (known.EndedAt is null)
        {
            return (AttemptStage.Running, null, null);
        }

        if (known.Failure is not { } failure)
        {
            return (AttemptStage.Completed, null, fold.Result?.Score);
        }

        return failure.IsOfFold() ? (AttemptStage.Failed, known.Reason, null)
            : state.Trials[attempt.Fold.Trial] is { Status: WorkStatus.Pruned } trial ? (AttemptStage.Pruned, trial.Reason, null)
            : (AttemptStage.Stopped, known.Reason, null);
    }
}
