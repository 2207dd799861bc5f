using Orchestrator.Contracts.Definitions;
using Orchestrator.Contracts.SearchSpaces;
using Orchestrator.Search.Population;
using Orchestrator.Search.Samplers;
using Orchestrator.Sweeps;

namespace Orchestrator.Coordinator.Persistence;

/// <summary>Derives every suggestion of a sweep again from what the journal knew at the time, and in a search fold by fold who got each
/// further fold, and which trial the posterior chose.</summary>
public static class SuggestionAudit
{
    /// <summary>Compares until the first suggestion that differs.</summary>
    /// <param name="events">The sweep's events, in order.</param>
    /// <param name="createSampler">Makes the sampler of a sweep; called for each suggestion, so that none can lean on what an earlier one
    /// left behind.</param>
    public static async Task<SuggestionAuditResult> RunAsync(IAsyncEnumerable<SweepEvent> events,
        Func<SweepDefinition, ISampler> createSampler)
    {
        var (state, compared) = (SweepState.Empty, 0);
        await foreach (var happened in events.ConfigureAwait(false))
        {
            if (happened is TrialSuggested or SearchExhausted)
            {
                var (trial, journaled, parent) = happened is TrialSuggested s
                    ? (s.Trial, s.Configuration, s.Parent) : (state.Trials.Count, (Configuration?)null, (int?)null);
                var (derived, derivedParent) = Derive(state, trial, createSampler);
                if (!Equals(derived, journaled) || derivedParent != parent)
                {
                    return new SuggestionAuditResult(compared, trial, journaled, derived, parent, derivedParent);
                }

                compared++;
            }
            else if (happened is FoldGranted granted)
            {
                var derived = FoldWise.Judge(state, granted.Seen).Next?.Trial;
                if (derived != granted.Trial)
                {
                    return new SuggestionAuditResult(compared, granted.Trial, null, null) { Fold = granted.Fold, DerivedTrial = derived };
                }

                compared++;
            }
            else if (happened is BestChosen { Best: var best })
            {
                var derived = PosteriorBest.Of(state);
                if (derived?.Trial != best.Trial)
                {
                    return new SuggestionAuditResult(compared, best.Trial, null, null) { Best = true, DerivedTrial = derived?.Trial };
                }
            }

            state = SweepEvolution.Apply(state, happened);
        }
        return new SuggestionAuditResult(compared, null, null, null);
    }

    private static (Configuration? Configuration, int? Parent) Derive(SweepState state, int trial,
        Func<SweepDefinition, ISampler> createSampler)
    {
        if (SuggestionRequests.Enqueued(state, trial) is { } wanted)
        {
            return (wanted, null);
        }

        var (sampler, request) = (createSampler(state.Definition), SuggestionRequests.ToSampler(state, trial));
        return (sampler.Suggest(request), (sampler as ILineage)?.ParentOf(request));
    }
}
