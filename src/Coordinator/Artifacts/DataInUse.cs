using Orchestrator.Coordinator.Web;

namespace Orchestrator.Coordinator.Artifacts;

/// <summary>Says which data files the sweeps of a cluster still need.</summary>
public static class DataInUse
{
    /// <summary>Hashes of the files of every sweep that has not ended, paused ones included.</summary>
    /// <exception cref="Persistence.JournalException">The journal is away.</exception>
    /// <exception cref="FormatException">A sweep was written by a later version, and nobody knows what it needs.</exception>
    public static async Task<IReadOnlySet<string>> OfAsync(SweepCatalog catalog, CancellationToken cancellationToken)
    {
        var hashes = new HashSet<string>(StringComparer.Ordinal);
        foreach (var sweep in (await catalog.ListAsync(cancellationToken).ConfigureAwait(false)).Where(sweep => sweep.EndedAt is null))
        {
            var state = await catalog.FindAsync(sweep.Sweep, cancellationToken).ConfigureAwait(false);
            hashes.UnionWith((state?.Definition.Data.Files ?? []).Select(file => file.Sha256));
        }
        return hashes;
    }
}
