using Orchestrator.Client.Sweeps;
using Orchestrator.Contracts.Definitions;
using Orchestrator.Contracts.Spelling;
using Orchestrator.Contracts.Trials;
using Orchestrator.Contracts.Validation;
using Orchestrator.Interpretation;
using Orchestrator.Interpretation.Significance;
using Orchestrator.Sweeps;

namespace Orchestrator.Cli.Explanations;

/// <summary>Compares an explanation with runs on permuted targets.</summary>
internal static class PermutedRuns
{
    /// <summary>How far chance explains what was found.</summary>
    /// <param name="place">Where the answers lie.</param>
    /// <param name="state">The runs: a trial for each explained trial and permutation.</param>
    /// <param name="explanation">What was found.</param>
    /// <param name="tell">Hears of runs that are left out.</param>
    /// <exception cref="UserError">No run has come to an end, or its answers are gone.</exception>
    public static async Task<ExplanationSignificance> CompareAsync(ISweepClient place, SweepState state, Explanation explanation,
        Action<string> tell)
    {
        var (asked, objective) = (state.Definition.Explanation!, state.Definition.Objective);
        var (runs, scores) = (new List<Explanation>(), new List<double>());
        foreach (var run in state.Trials.GroupBy(trial => ExplanationDefinition.PermutationOf(trial.Configuration))
            .OrderBy(run => run.Key))
        {
            // Means over fewer networks vary more, so that such a run is no comparison.
            if (run.Count() != asked.Trials.Count || run.Any(trial => trial.Status != WorkStatus.Completed))
            {
                tell($"warning: permutation {run.Key} is left out: {run.FirstOrDefault(trial => trial.Reason is not null)?.Reason
                    ?? "it did not come to an end."}");
                continue;
            }

            runs.Add(new Explanation(await ExplanationReader.ReadAsync(place, state, run)));
            scores.Add(run.Average(trial => objective.AsLoss(trial.Mean!.Value)));
        }

        return runs.Count > 0
            ? new(explanation, runs, asked.Trials.Average(trial => objective.AsLoss(trial.Score)), scores)
            : throw new UserError($"None of the {Words.Count(state.Trials.Count, "run")} on permuted targets came to an end; "
                + $"'orchestrator show {state.Id}' tells why.");
    }
}
