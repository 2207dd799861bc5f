using Orchestrator.Client.Sweeps;
using Orchestrator.Contracts.Validation;
using Orchestrator.Interpretation;
using Orchestrator.Interpretation.Interactions;
using Orchestrator.Sweeps;

namespace Orchestrator.Cli.Explanations;

/// <summary>Joins what networks say about pairs of inputs.</summary>
internal static class PairedRuns
{
    /// <summary>The pairs of each output, the strongest first, as means over the networks that know both inputs.</summary>
    /// <param name="place">Where the answers lie.</param>
    /// <param name="state">The runs: a trial for each explained trial.</param>
    /// <param name="explanation">Has the inputs' names.</param>
    /// <exception cref="UserError">An answer is gone or damaged, or there is none.</exception>
    public static async Task<IReadOnlyList<PairFinding>> JoinAsync(ISweepClient place, SweepState state, Explanation explanation)
    {
        var answers = await ExplanationReader.ReadAsync(place, state, bytes => PairFile.Read(bytes));
        if (answers.Count == 0)
        {
            var reason = state.Trials.SelectMany(trial => trial.Folds).SelectMany(fold => fold.Attempts)
                .FirstOrDefault(attempt => attempt.Reason is not null)?.Reason;
            throw new UserError($"--pairs: {reason ?? "no network has answered."}");
        }

        var outputs = answers.Select(answer => answer.Output).Distinct().ToList();
        var names = outputs.SelectMany(output => explanation.Ranking(output)).DistinctBy(input => input.Input)
            .ToDictionary(input => input.Input, input => input.Name);
        return
        [
            .. from answer in answers
               from pair in answer.Pairs
               group pair by (answer.Output, pair.First, pair.Second) into alike
               let finding = Joined(alike.Key.Output, names[alike.Key.First], names[alike.Key.Second], [.. alike])
               orderby outputs.IndexOf(finding.Output), finding.MeanSize descending
               select finding,
        ];
    }

    private static PairFinding Joined(string output, string first, string second, PairInteraction[] alike)
    {
        var mean = alike.Average(pair => pair.Mean);
        var variance = alike.Length < 2 ? 0 : alike.Sum(pair => (pair.Mean - mean) * (pair.Mean - mean)) / (alike.Length - 1);
        var error = alike.Length < 2 ? alike[0].StandardError : Math.Sqrt(variance / alike.Length);
        return new(output, first, second, mean, error, alike.Average(pair => pair.MeanSize), alike.Length);
    }
}
