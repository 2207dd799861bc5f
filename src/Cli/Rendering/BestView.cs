using Orchestrator.Contracts.Collections;
using Orchestrator.Contracts.Identifiers;
using Orchestrator.Contracts.SearchSpaces;
using Orchestrator.Contracts.Trials;
using Orchestrator.Sweeps;
using Orchestrator.Sweeps.Views;

namespace Orchestrator.Cli.Rendering;

/// <summary>The winner of a sweep.</summary>
/// <param name="Sweep">The sweep.</param>
/// <param name="Status">Where it stands: before its end the winner may change.</param>
/// <param name="Metric">What was optimised.</param>
/// <param name="Trial">The best trial; null while there is none.</param>
/// <param name="Configuration">Its hyper-parameters.</param>
/// <param name="Mean">Mean of its fold scores.</param>
/// <param name="Deviation">Sample standard deviation of its fold scores.</param>
/// <param name="Test">The refit's result on the held-out rows; its <c>Score</c> is the honest one. Null without a test set.</param>
/// <param name="RefitEpochs">Epochs of the refit.</param>
/// <param name="EarlierEpochs">Of a population: epochs that the refit repeats of the trials before it, with their hyper-parameters; null =
/// none.</param>
/// <param name="Seconds">How long the sweep lasted, or has lasted.</param>
/// <param name="Ending">How it ended, in a sentence.</param>
/// <param name="Front">With several objectives all trials that no other beats; <paramref name="Trial"/> is the one of them that leads in
/// the first. Null with one.</param>
public sealed record BestView(
    SweepId Sweep, SweepStatus Status, string Metric, int? Trial, Configuration? Configuration, double? Mean, double? Deviation,
    FoldResult? Test, int? RefitEpochs, double? Seconds, string? Ending, FrontView? Front = null, int? EarlierEpochs = null)
{
    /// <summary>Of a nested cross-validation: what all its outer folds tell.</summary>
    public NestedView? Nested { get; init; }

    /// <summary>Of an elimination: which set of inputs is enough, in a sentence.</summary>
    public string? Choice { get; init; }

    /// <summary>Of an elimination: the inputs of the refit's network; null = there is none yet, or they have no names.</summary>
    public EquatableList<string>? Inputs { get; init; }

    /// <summary>The best by what its neighbours say too; null = neither the sweep nor the reader asked for that.</summary>
    public PosteriorBest? Posterior { get; init; }

    /// <summary>Networks that were joined; null = nobody asked for that.</summary>
    public EnsembleView? Ensemble { get; init; }

    /// <summary>The winner of a state.</summary>
    public static BestView Of(SweepState state)
    {
        var best = state.Best is { } number ? state.Trials[number] : null;
        return new BestView(
            state.Id, state.Status, state.Definition.Objective.Metric, best?.Number, best?.Configuration, best?.Mean, best?.Deviation,
            TestResult.Of(state), state.Refit is null ? null : state.RefitEpochs, (state.EndedAt - state.StartedAt)?.TotalSeconds,
                state.Ending, FrontView.Find(state),
            best is null ? null : Lineage.Before(state, best.Number)?.Sum(stage => stage.Epochs))
        {
            Posterior = state.Chosen,
            Choice = state.Definition.Search.Elimination is not null
                && EliminationRounds.Choose(state.Trials, state.Definition.Objective) is { } choice
                    ? EliminationRounds.Sentence(choice, state.Definition.Objective) : null,
        };
    }
}
