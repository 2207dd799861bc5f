using Orchestrator.Contracts.Spaces;
using Orchestrator.Contracts.Sweeps;
using Orchestrator.Search.Samplers;
using Orchestrator.Sweeps;
using Orchestrator.Sweeps.Events;
using Orchestrator.Sweeps.State;

namespace Orchestrator.Coordinator.Journaling;

/// <summary>Derives every suggestion of a sweep again from what the journal knew at the time.</summary>
public static class SuggestionAudit
{
    /// <summary>Compares until the first suggestion that differs.</summary>
    /// <param name="events">The sweep's events, in order.</param>
    /// <param name="createSampler">Makes the sampler of a sweep; called for each suggestion, so that none can lean on what an earlier one left behind.</param>
    public static async Task<SuggestionAuditResult> RunAsync(IAsyncEnumerable<SweepEvent> events, Func<SweepDefinition, ISampler> createSampler)
    {
        var (state, compared) = (SweepState.Empty, 0);
        await foreach (var happened in events.ConfigureAwait(false))
        {
            if (happened is TrialSuggested or SearchExhausted)
            {
                var (trial, journaled) = happened is TrialSuggested s ? (s.Trial, s.Configuration) : (state.Trials.Count, (Configuration?)null);
                var derived = SuggestionRequests.Enqueued(state, trial) ?? createSampler(state.Definition).Suggest(SuggestionRequests.ToSampler(state, trial));
                if (!Equals(derived, journaled)) return new SuggestionAuditResult(compared, trial, journaled, derived);
                compared++;
            }
            state = SweepEvolution.Apply(state, happened);
        }
        return new SuggestionAuditResult(compared, null, null, null);
    }
}
