using Orchestrator.Contracts.SearchSpaces;
using Orchestrator.Contracts.Spelling;
using Orchestrator.Contracts.Trials;
using Orchestrator.Contracts.Validation;

namespace Orchestrator.Sweeps;

/// <summary>Whether a user may queue a configuration while a sweep runs, and which trial tries it.</summary>
/// <remarks>
/// The number is fixed when it is queued, so that it depends on the journal alone which trial it becomes: whoever replays the events, or
/// derives the suggestions again, comes to the same. A configuration may be queued that was tried before: it is trained again, from other
/// random numbers.
/// </remarks>
public static class TrialQueue
{
    /// <summary>The trial that would try what is queued next: behind all that are suggested or queued.</summary>
    public static int NextNumber(SweepState state) => Math.Max(
        Math.Max(state.Trials.Count, state.Definition.Search.Enqueued?.Count ?? 0), state.Queue.IsEmpty ? 0 : state.Queue.Keys.Last() + 1);

    /// <summary>Whether a request has been carried out already.</summary>
    public static bool Knows(SweepState state, string? key) => key is not null && Find(state, key) is not null;

    /// <summary>The trial that tries what a request queued; null = it has queued nothing.</summary>
    public static int? Find(SweepState state, string key) =>
        state.Queue.Where(queued => queued.Value.Key == key).Select(queued => (int?)queued.Key).FirstOrDefault();

    /// <summary>Why it cannot be queued, as a sentence with a cure; null = it can.</summary>
    public static string? Objection(SweepState state, Configuration configuration)
    {
        var planned = state.Definition.Search.Trials;
        return state switch
        {
            { Status: SweepStatus.Cancelled } => $"Sweep '{state.Id}' was cancelled, for good: begin another with 'orchestrator run'.",
            { Definition.Search.Elimination: not null } =>
                $"The trials of '{state.Id}' are rounds of an elimination, each on what the one before it has ranked: nothing "
                    + "goes between.",
            { Exhausted: true } =>
                $"The search of '{state.Id}' is over after {Words.Count(state.Trials.Count, "trial")}"
                    + $"{(state.SearchEnd is { } end ? $" ({end.TrimEnd('.')})" : "")}: it tries nothing more.",
            _ when state.Status != SweepStatus.Searching || NextNumber(state) >= planned =>
                $"Of the planned trials of '{state.Id}' ({planned}) none is left to choose: plan more first, with "
                    + $"'orchestrator resume {state.Id} --trials {planned + 1}' or a larger number.",
            _ => ConfigurationFit.Objection(state.Definition.Space, configuration) is { } objection
                ? $"This cannot be tried in '{state.Id}': {objection}" : null,
        };
    }
}
