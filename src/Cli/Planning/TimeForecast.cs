using Orchestrator.Contracts.Definitions;
using Orchestrator.Contracts.Validation;
using Orchestrator.Search.Encoding;
using Orchestrator.Search.Samplers;
using Orchestrator.Search.Surrogates;
using Orchestrator.Search.WarmStart;
using Orchestrator.Sweeps;

namespace Orchestrator.Cli.Planning;

/// <summary>How long a sweep would train, by what the folds of an earlier one took.</summary>
/// <param name="Sweep">The earlier one.</param>
/// <param name="FoldSeconds">Of a fold, the mean over the space.</param>
/// <param name="Seconds">Of all trainings together, on one slot.</param>
public sealed record TimeForecast(string Sweep, double FoldSeconds, double Seconds)
{
    private const int Points = 64;

    /// <summary>The forecast; patience and pruning are expected to do what they did.</summary>
    /// <param name="definition">What is planned.</param>
    /// <param name="trainings">How many that is.</param>
    /// <param name="earlier">A sweep with completed folds.</param>
    /// <exception cref="UserError">The earlier one has none that tells anything of this space.</exception>
    internal static TimeForecast Of(SweepDefinition definition, long trainings, SweepState earlier)
    {
        var timed = earlier.Trials.Select(trial =>
            new Observation(trial.Number, trial.Configuration, 0, Seconds: FoldState.MeanSeconds(trial.Folds)));
        var mapping = EarlierTrials.Map(definition.Space, timed.Where(trial => trial.Seconds > 0));
        if (mapping.Observations.Count == 0)
        {
            throw new UserError($"--like {earlier.Id}: none of its trials has a fold that was trained and a place in this space: "
                + $"{string.Join("; ", mapping.Notes.DefaultIfEmpty("it has none yet"))}.");
        }

        var model = CostModel.Of(new SpaceEncoding(definition.Space),
            [.. mapping.Observations.Select(trial => (trial.Configuration, trial.Seconds))]);
        var random = new RandomSampler(definition.Space, definition.Seed);
        var fold = Enumerable.Range(0, Points).Select(point => random.Suggest(new(point, [], []))!).Average(model.Seconds)
            * definition.Stopping.Epochs / earlier.Definition.Stopping.Epochs;
        return new(earlier.Id.ToString(), fold, fold * trainings);
    }
}
