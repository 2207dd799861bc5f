using Orchestrator.Cli.Studies;
using Orchestrator.Contracts.Collections;
using Orchestrator.Contracts.Definitions;
using Orchestrator.Contracts.SearchSpaces;
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

    /// <summary>The definition with the earlier trials, as far as they have a place in its space.</summary>
    /// <param name="home">Where an earlier sweep is.</param>
    /// <param name="definition">The new sweep.</param>
    /// <param name="earlier">Id of an earlier sweep, or trials of another program's: see <see cref="ForeignFile"/>.</param>
    /// <param name="say">Hears what was dropped or moved.</param>
    /// <exception cref="UserError">There is no such sweep, it pursued another objective, or the sampler cannot learn from it.</exception>
    public static async Task<SweepDefinition> ApplyAsync(DataDirectory home, SweepDefinition definition, string earlier, Action<string> say)
    {
        if (ForeignFile.Find(earlier) is { } foreign)
        {
            return Apply(definition, foreign.ReadStudy(definition.Objective), say);
        }

        await using var journal = JournalDatabase.Sqlite(home.Existing().Journal, readOnly: true);
        await journal.PrepareAsync();
        return Apply(definition, await SweepIds.FindAsync(journal.Sweeps, earlier), say);
    }

    /// <summary>The same with an earlier sweep from wherever it is.</summary>
    /// <exception cref="UserError">It pursued another objective, or the sampler cannot learn from it.</exception>
    public static SweepDefinition Apply(SweepDefinition definition, SweepState earlier, Action<string> say)
    {
        if (earlier.Definition.Objective != definition.Objective)
        {
            throw new UserError(
                $"Sweep '{earlier.Id}' pursued another objective ({earlier.Definition.Objective.Metric}): its scores say nothing about "
                    + $"this one's.");
        }

        return Apply(definition, earlier.Id.Value, Observed(earlier), say);
    }

    /// <summary>The same with trials of another program. What their values measure, nobody has written down: that is the user's
    /// word.</summary>
    /// <exception cref="UserError">It went the other way, or the sampler cannot learn from it.</exception>
    public static SweepDefinition Apply(SweepDefinition definition, Study study, Action<string> say)
    {
        var objective = definition.Objective;
        if (study.Maximize.Count > 1)
        {
            throw new UserError($"The study '{study.Name}' has {study.Maximize.Count} objectives; a warm start takes the trials of one.");
        }

        if (study.Maximize[0] is { } maximized && maximized != (objective.Direction == Direction.Maximize))
        {
            throw new UserError($"The study '{study.Name}' {(maximized ? "maximized" : "minimized")} its objective, and this sweep "
                + $"does the opposite with {objective.Metric}.");
        }

        return Apply(definition, study.Name, study.Completed.Select(trial => new Observation(
            trial.Number, new Configuration([.. trial.Settings.Select(s => new Setting(s.Key, s.Value.Value))]),
            objective.AsLoss(trial.Values[0]), 0)), say);
    }

    private static SweepDefinition Apply(
        SweepDefinition definition, string source, IEnumerable<Observation> observed, Action<string> say)
    {
        if (!Able.Contains(definition.Search.Algorithm))
        {
            throw new UserError(
                $"The {definition.Search.Algorithm} search does not learn from other trials; a warm start goes with "
                    + $"{string.Join(", ", Able)}.");
        }

        var mapping = EarlierTrials.Map(definition.Space, observed);
        say($"warm start from {source}: {mapping.Observations.Count} of its trials have a place in this space");
        foreach (var note in mapping.Notes)
        {
            say($"  {note}");
        }

        // Twice negated is the score.
        var trials = mapping.Observations
            .Select(o => new EarlierTrial(o.Configuration, definition.Objective.AsLoss(o.Loss), o.Variance));
        return definition with
        {
            Search = definition.Search with { WarmStart = new WarmStartDefinition(source, trials.ToEquatableList()) },
        };
    }

    private static IEnumerable<Observation> Observed(SweepState state) =>
        SuggestionRequests.Observe(state.Definition, [.. state.Trials.Where(trial => trial.Mean is not null)]);
}
