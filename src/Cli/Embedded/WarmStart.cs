using Orchestrator.Contracts.Collections;
using Orchestrator.Contracts.Definitions;
using Orchestrator.Contracts.Validation;
using Orchestrator.Coordinator.Persistence;
using Orchestrator.Search.Samplers;
using Orchestrator.Search.WarmStart;
using Orchestrator.Sweeps;

namespace Orchestrator.Cli.Embedded;

/// <summary>Lets a new sweep begin with what an earlier one has learned.</summary>
internal static class WarmStart
{
    // Those that learn from any trials; the others continue a sequence of their own.
    private static readonly string[] Able = ["bayesian", "tpe", "smac"];

    /// <summary>The definition with the earlier sweep's trials, as far as they have a place in its space.</summary>
    /// <param name="home">Where the earlier sweep is.</param>
    /// <param name="definition">The new sweep.</param>
    /// <param name="earlier">Id of the earlier one.</param>
    /// <param name="say">Hears what was dropped or moved.</param>
    /// <exception cref="UserError">There is no such sweep, it pursued another objective, or the sampler cannot learn from it.</exception>
    public static async Task<SweepDefinition> ApplyAsync(DataDirectory home, SweepDefinition definition, string earlier, Action<string> say)
    {
        await using var journal = JournalDatabase.Sqlite(home.Existing().Journal, readOnly: true);
        await journal.PrepareAsync();
        return Apply(definition, await SweepIds.FindAsync(journal.Sweeps, earlier), say);
    }

    /// <summary>The same with an earlier sweep from wherever it is.</summary>
    /// <exception cref="UserError">It pursued another objective, or the sampler cannot learn from it.</exception>
    public static SweepDefinition Apply(SweepDefinition definition, SweepState earlier, Action<string> say)
    {
        if (!Able.Contains(definition.Search.Algorithm))
        {
            throw new UserError(
                $"The {definition.Search.Algorithm} search does not learn from other trials; a warm start goes with "
                    + $"{string.Join(", ", Able)}.");
        }

        if (earlier.Definition.Objective != definition.Objective)
        {
            throw new UserError(
                $"Sweep '{earlier.Id}' pursued another objective ({earlier.Definition.Objective.Metric}): its scores say nothing about "
                    + $"this one's.");
        }

        var mapping = EarlierTrials.Map(definition.Space, Observed(earlier));
        say($"warm start from {earlier.Id}: {mapping.Observations.Count} of its trials have a place in this space");
        foreach (var note in mapping.Notes)
        {
            say($"  {note}");
        }

        var objective = definition.Objective;
        // twice negated is the score
        var trials = mapping.Observations.Select(o => new EarlierTrial(o.Configuration, objective.AsLoss(o.Loss), o.Variance));
        return definition with
        {
            Search =
            definition.Search with { WarmStart = new WarmStartDefinition(earlier.Id.Value, trials.ToEquatableList()) }
        };
    }

    private static IEnumerable<Observation> Observed(SweepState state) =>
        from trial in state.Trials
        where trial is { Mean: not null, Deviation: not null }
        select new Observation(
            trial.Number, trial.Configuration, state.Definition.Objective.AsLoss(trial.Mean!.Value), trial.Deviation!.Value
                * trial.Deviation.Value / trial.Folds.Length);
}
