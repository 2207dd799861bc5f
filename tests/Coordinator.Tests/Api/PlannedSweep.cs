using Orchestrator.Contracts.Collections;
using Orchestrator.Contracts.Definitions;
using Orchestrator.Contracts.Identifiers;
using Orchestrator.Contracts.Messages;
using Orchestrator.Search;
using Orchestrator.Sweeps;
using Orchestrator.Sweeps.Pruning;
using Orchestrator.Sweeps.Scheduling;

namespace Orchestrator.Coordinator.Tests.Api;

/// <summary>The first steps of a sweep: all that once threw, or waited for ever, after a definition had been taken.</summary>
internal static class PlannedSweep
{
    private static readonly SweepId Id = new("fuzzed-1");
    private static readonly DateTimeOffset Now = DateTimeOffset.UnixEpoch;

    /// <summary>Plans it, suggests trials, judges an epoch, and has its folds placed.</summary>
    public static void Begin(SweepDefinition definition)
    {
        var state = Tell(SweepState.Empty, new PlanSweep(Id, definition, "fingerprint", Now));
        var sampler = SamplerRegistry.Create(definition);
        for (var trial = 0; trial < Math.Min(2, definition.Search.Parallel) && state.WantedTrial() == trial; trial++)
        {
            var configuration = SuggestionRequests.Enqueued(state, trial) ?? sampler.Suggest(SuggestionRequests.ToSampler(state, trial));
            if (trial == 0)
            {
                configuration.ShouldNotBeNull("the first trial has a configuration");
            }
            state = Tell(state, new SuggestTrial(trial, configuration, Now + TimeSpan.FromHours(1e-9)));
        }
        if (state.Trials.IsEmpty)
        {
            return; // a limit was reached at once
        }
        if (definition.Search.Pruning is not null)
        {
            var curves = new LearningCurves();
            curves.Add(state.Trials[0].Folds[0].Id, 1, 0.5);
            new PruningJudge(definition).AfterEpoch(state, curves, state.Trials[0].Folds[0].Id, 1);
        }
        var placement = new Placement();
        SlotDescription[] slots = [new(new SlotId("node", 0), "cpu", 1), new(new SlotId("node", 1), "cuda:0", 1)];
        placement.Join(new NodeJoined("node", "life", slots.ToEquatableList(), definition.Resources.NodeLabels));
        placement.Want(SweepDemand.Of(state));
        placement.Place().ShouldNotBeEmpty("a node that has all that is asked for gets a fold");
    }

    private static SweepState Tell(SweepState state, SweepCommand command) =>
        SweepDecider.Decide(state, command).Aggregate(state, SweepEvolution.Apply);
}
