using Orchestrator.Contracts.Trials;

namespace Orchestrator.Sweeps.Scheduling;

/// <summary>Tells a node that breaks what it touches from work that is broken.</summary>
internal sealed class NodeHealth(PlacementOptions options)
{
    private readonly SortedSet<int> trials = [];
    private int failures;
    private string last = "";
    private bool onProbation, isDiskFull;

    /// <summary>Whether the node should be excluded.</summary>
    public bool IsBad => isDiskFull
        || failures >= (onProbation ? 1 : options.FailuresInARow) && (onProbation || trials.Count >= options.DifferentTrials);

    /// <summary>What speaks against it.</summary>
    public string Reason => isDiskFull ? $"found no room on the disk: {last}" : onProbation
        ? $"failed again after it was readmitted: {last}"
        : $"{failures} attempts in a row failed here, of trials {string.Join(", ", trials)}; the last: {last}";

    /// <summary>Hears how an attempt ended.</summary>
    public void Note(int trial, SlotOutcome outcome)
    {
        switch (outcome.Failure)
        {
            case null or FailureKind.Diverged: // the node did its work
                Reset(probation: false);
                break;
            case FailureKind.Error or FailureKind.Crashed:
                failures++;
                trials.Add(trial);
                last = outcome.Reason;
                break;
            case FailureKind.DiskFull: // every fold would fail there now
                (isDiskFull, last) = (true, outcome.Reason);
                break;
        }
    }

    /// <summary>Gives it another chance: the next attempt decides.</summary>
    public void Forgive() => Reset(probation: true);

    private void Reset(bool probation)
    {
        (failures, onProbation, isDiskFull) = (0, probation, false);
        trials.Clear();
    }
}
