using Orchestrator.Contracts.Collections;
using Orchestrator.Contracts.Messages;

namespace Orchestrator.Sweeps;

/// <summary>What a trial's weights have been through before the trial itself.</summary>
public static class Lineage
{
    /// <summary>The ancestors' trainings, the first one first, each as long as its weights were kept for: the mean of its folds' best
    /// epochs. Null = it began anew.</summary>
    public static EquatableList<TrainingStage>? Before(SweepState state, int trial)
    {
        var stages = new Stack<TrainingStage>();
        foreach (var number in Numbers(state, trial))
        {
            stages.Push(new TrainingStage(state.Trials[number].Configuration, SweepProgression.RefitEpochs(state.Trials[number])));
        }
        return stages.Count == 0 ? null : stages.ToEquatableList();
    }

    /// <summary>The trials from whose weights a trial went on, its parent first.</summary>
    public static IEnumerable<int> Numbers(SweepState state, int trial)
    {
        for (var parent = state.Trials[trial].Parent; parent is { } number; parent = state.Trials[number].Parent)
        {
            yield return number;
        }
    }
}
