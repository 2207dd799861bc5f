using Orchestrator.Contracts.Collections;
using Orchestrator.Contracts.Messages;
using Orchestrator.Coordinator.Hosting;
using Orchestrator.Coordinator.Persistence;
using Orchestrator.GpuNode.Hosting;

namespace Orchestrator.Cli.Embedded;

/// <summary>A coordinator in this process, with a node or without one; the node's slots are child processes.</summary>
internal static class EmbeddedOrchestrator
{
    /// <summary>Starts actors and journal, which takes most of a second: best while something else is read.</summary>
    /// <param name="home">Where checkpoints and models go.</param>
    /// <param name="journal">Prepared. Stays the caller's.</param>
    /// <param name="slots">How the machine is divided; none = it trains nothing.</param>
    public static Task<LocalCoordinator> StartAsync(DataDirectory home, JournalDatabase journal, EquatableList<SlotDescription> slots) =>
        LocalCoordinator.StartAsync(journal, home.Sweeps, (system, coordinator, news) =>
            LocalNode.Start(system, coordinator, slots, ["--cache", home.Cache], news));
}
