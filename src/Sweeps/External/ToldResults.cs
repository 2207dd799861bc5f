using Orchestrator.Contracts.Api.External;
using Orchestrator.Contracts.Spelling;
using Orchestrator.Contracts.Trials;

namespace Orchestrator.Sweeps.External;

/// <summary>Whether a result that a client told is the fold's.</summary>
public static class ToldResults
{
    /// <summary>Why it is not, a sentence; null = it is, or it was taken as the failure that it is.</summary>
    /// <param name="standing">Of its attempt, after it was told.</param>
    /// <param name="told">The result.</param>
    public static string? Objection(AttemptStanding standing, FoldResult told) => standing.Stage switch
    {
        AttemptStage.Completed when !told.Score.Equals(standing.Score) =>
            $"Attempt {standing.Attempt} has told the score {NumberText.Score(standing.Score)} before, which stands.",
        AttemptStage.Completed => null,
        AttemptStage.Failed when !double.IsFinite(told.Score) => null,
        _ => $"The lease of attempt {standing.Attempt} is over, so that its result does not count: {standing.Reason}",
    };
}
