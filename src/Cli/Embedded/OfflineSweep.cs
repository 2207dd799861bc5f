using Orchestrator.Contracts.Identifiers;
using Orchestrator.Coordinator.Journaling;
using Orchestrator.Journal;
using Orchestrator.Sweeps;
using Orchestrator.Sweeps.Commands;
using Orchestrator.Sweeps.State;

namespace Orchestrator.Cli.Embedded;

/// <summary>A sweep that nobody runs at the moment: what it is told goes straight into its journal, by way of the same core.</summary>
internal static class OfflineSweep
{
    /// <summary>Carries a command out.</summary>
    /// <param name="journal">Where the sweep is.</param>
    /// <param name="sweep">The caller holds its lock.</param>
    /// <param name="command">What it is told.</param>
    /// <returns>The state that it leads to.</returns>
    public static async Task<SweepState> ExecuteAsync(IJournal journal, SweepId sweep, SweepCommand command)
    {
        var (id, codec) = (SweepArchive.PersistenceId(sweep), new SweepEventCodec());
        var epoch = await journal.ClaimAsync(id);
        var (state, last) = (SweepState.Empty, 0L);
        await foreach (var (number, happened) in new SweepArchive(journal).NumberedAsync(sweep, from: 1))
        {
            (state, last) = (SweepEvolution.Apply(state, happened), number);
        }
        var events = SweepDecider.Decide(state, command);
        var encoded = events.Select(e => (Event: e, Form: codec.Encode(e))).Select(e => new JournalEvent(e.Form.Manifest, e.Form.Json, e.Event.At));
        if (events.Count > 0) await journal.AppendAsync(id, last, epoch, [.. encoded]);
        return events.Aggregate(state, SweepEvolution.Apply);
    }
}
