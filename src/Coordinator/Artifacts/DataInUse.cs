using Orchestrator.Coordinator.Persistence;
using Orchestrator.Sweeps;

namespace Orchestrator.Coordinator.Artifacts;

/// <summary>Says which files of data and of commands the sweeps of a cluster still need.</summary>
public static class DataInUse
{
    /// <summary>Hashes of the files of every sweep that has not ended, paused ones included.</summary>
    /// <exception cref="JournalException">The journal is away.</exception>
    /// <exception cref="FormatException">A sweep was written by a later version, and nobody knows what it needs.</exception>
    public static async Task<IReadOnlySet<string>> OfAsync(JournalDatabase journal, CancellationToken cancellationToken)
    {
        var hashes = new HashSet<string>(StringComparer.Ordinal);
        foreach (var sweep in await journal.Sweeps.OpenSweepsAsync(cancellationToken).ConfigureAwait(false))
        {
            // The definition stands in the first event: no history need be read.
            await foreach (var happened in journal.Sweeps.EventsAsync(sweep, cancellationToken).ConfigureAwait(false))
            {
                var definition = (happened as SweepPlanned)?.Definition;
                hashes.UnionWith((definition?.Data.Files ?? []).Concat(definition?.Model.Command?.Files ?? [])
                    .Concat((definition?.Plugins ?? []).SelectMany(plugin => plugin.Files)).Select(file => file.Sha256));
                break;
            }
        }
        return hashes;
    }
}
