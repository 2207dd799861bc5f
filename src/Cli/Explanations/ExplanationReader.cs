using System.Globalization;
using Orchestrator.Client.Sweeps;
using Orchestrator.Contracts.Artifacts;
using Orchestrator.Contracts.Definitions;
using Orchestrator.Contracts.Trials;
using Orchestrator.Contracts.Validation;
using Orchestrator.Interpretation.Attributions;
using Orchestrator.Sweeps;

namespace Orchestrator.Cli.Explanations;

/// <summary>Collects what the folds of an explanation have left.</summary>
internal static class ExplanationReader
{
    private const double Tolerance = 1e-4; // another processor or GPU rounds otherwise
    private const string Cure = "'orchestrator explain ... --again' asks anew.";

    /// <summary>The answers, in the order of trials and folds.</summary>
    /// <param name="place">Where they lie.</param>
    /// <param name="state">The explanation.</param>
    /// <exception cref="UserError">An answer is gone, or damaged.</exception>
    /// <param name="trials">Which of its trials; null = all.</param>
    public static Task<IReadOnlyList<Attribution>> ReadAsync(ISweepClient place, SweepState state,
        IEnumerable<TrialState>? trials = null) => ReadAsync(place, state, bytes => AttributionFile.ReadAll(bytes), trials);

    /// <summary>The same of answers of another kind.</summary>
    /// <param name="place">Where they lie.</param>
    /// <param name="state">The explanation.</param>
    /// <param name="read">Reads the answer of a fold, or says with an <see cref="InvalidDataException"/> that it is damaged.</param>
    /// <param name="trials">Which of its trials; null = all.</param>
    /// <exception cref="UserError">An answer is gone, or damaged.</exception>
    public static async Task<IReadOnlyList<T>> ReadAsync<T>(ISweepClient place, SweepState state, Func<byte[], IEnumerable<T>> read,
        IEnumerable<TrialState>? trials = null)
    {
        var folder = Directory.CreateTempSubdirectory("explanation-").FullName;
        try
        {
            var answers = new List<T>();
            foreach (var fold in (trials ?? state.Trials).SelectMany(trial => trial.Folds)
                .Where(fold => fold.Status == WorkStatus.Completed))
            {
                var path = await place.ArtifactAsync(state.Id, fold.Id, ArtifactNames.Attribution, folder)
                    ?? throw new UserError($"The answer of {fold.Id} of '{state.Id}' is gone. {Cure}");
                try
                {
                    answers.AddRange(read(await File.ReadAllBytesAsync(path)));
                }
                catch (InvalidDataException e)
                {
                    throw new UserError($"{path}: {e.Message.TrimEnd('.')}. {Cure}");
                }
            }

            return answers;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    /// <summary>Networks that do not score what the journal says of them, and what failed.</summary>
    /// <param name="source">The explained sweep.</param>
    /// <param name="state">Its explanation.</param>
    public static IEnumerable<string> Differences(SweepState source, SweepState state)
    {
        foreach (var trial in state.Trials)
        {
            var explained = source.Trials[state.Definition.Explanation!.TrialOf(trial.Configuration).Number];
            foreach (var fold in trial.Folds)
            {
                var (now, then) = (fold.Result?.Score, explained.Folds[fold.Id.Fold].Result?.Score);
                if (now is null)
                {
                    yield return $"{ExplanationDefinition.MethodOf(trial.Configuration)} has no answer about trial {explained.Number}, "
                        + $"fold {fold.Id.Fold}: {fold.Attempts.LastOrDefault()?.Reason ?? "it was not asked."}";
                }
                else if (then is { } known && Math.Abs(now.Value - known) > Tolerance * Math.Max(1, Math.Abs(known)))
                {
                    yield return string.Create(CultureInfo.InvariantCulture,
                        $"The network of trial {explained.Number}, fold {fold.Id.Fold} scores {now:G6}; trained it scored {known:G6}.");
                }
            }
        }
    }
}
