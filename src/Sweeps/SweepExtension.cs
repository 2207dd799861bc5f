using Orchestrator.Contracts.Spelling;
using Orchestrator.Contracts.Trials;
using Orchestrator.Contracts.Validation;

namespace Orchestrator.Sweeps;

/// <summary>Whether more trials can be planned for a sweep.</summary>
/// <remarks>
/// No suggestion depends on how many trials are planned, so that those before an extension stay what they are, and the same plan from the
/// beginning would have led to the same ones after it.
/// </remarks>
public static class SweepExtension
{
    /// <summary>Why they cannot, as a sentence with a cure; null = they can.</summary>
    public static string? Objection(SweepState state, int trials)
    {
        var (search, splits) = (state.Definition.Search, state.Definition.CrossValidation.Splits);
        var after = Words.Count(state.Trials.Count, "trial");
        return state switch
        {
            { Status: SweepStatus.Cancelled } => $"Sweep '{state.Id}' was cancelled, for good: begin another with 'orchestrator run'.",
            { Definition.CrossValidation.Nested: not null } =>
                $"Sweep '{state.Id}' is part of a nested cross-validation, all of whose searches have one number of trials: begin it anew "
                    + "with 'orchestrator run'.",
            { Definition.Search.Restarts: not null } =>
                $"Sweep '{state.Id}' has its restarts in brackets, which stand in the plan: begin another with 'orchestrator run'.",
            { Definition.Search.Elimination: not null } =>
                $"Sweep '{state.Id}' has the rounds that its plan lists: begin another with 'orchestrator run' and more of them "
                    + "under 'keep'.",
            { SearchEnd: { } reason } =>
                $"The search of '{state.Id}' ended after {after}, before its last: {reason.TrimEnd('.')}. It "
                    + "would end there again: begin another with 'orchestrator run' and other limits under 'stop'.",
            { Exhausted: true } => $"The space of '{state.Id}' is exhausted after {after}: no more are left to try.",
            _ when trials <= search.Trials =>
                $"Sweep '{state.Id}' has {search.Trials} trials planned already: an extension plans more than that, not {trials}.",
            _ when !DefinitionLimits.Trials.Contains(trials) || (long)trials * splits > DefinitionLimits.MostTrainings =>
                $"{trials} trials of {splits} splits are more than {DefinitionLimits.MostTrainings} trainings, which a coordinator cannot "
                    + "hold.",
            _ => null,
        };
    }
}
