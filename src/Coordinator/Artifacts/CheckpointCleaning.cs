using Orchestrator.Contracts.Api;
using Orchestrator.Contracts.Definitions;
using Orchestrator.Contracts.Identifiers;
using Orchestrator.Coordinator.Sweeps;
using Orchestrator.Sweeps;

namespace Orchestrator.Coordinator.Artifacts;

/// <summary>Finds and deletes checkpoints that a sweep which has ended needs no longer. Tables, curves and refits stay.</summary>
public static class CheckpointCleaning
{
    /// <summary>Deletes them.</summary>
    /// <param name="root">Folder of all sweeps' checkpoints.</param>
    /// <param name="state">A sweep that has ended.</param>
    /// <param name="keep">Whose stay; null = as the sweep says, or the usual number of the best.</param>
    /// <param name="dryRun">Whether it is only said what would be deleted.</param>
    /// <exception cref="IOException">A folder cannot be deleted.</exception>
    /// <exception cref="UnauthorizedAccessException">It is another's.</exception>
    public static Cleaned Clean(string root, SweepState state, ArtifactsDefinition? keep, bool dryRun)
    {
        var kept = keep ?? state.Definition.Artifacts ?? new ArtifactsDefinition(ArtifactsDefinition.UsualBest);
        var folders = Find(root, state, kept.Best);
        foreach (var (folder, _) in dryRun ? [] : folders)
        {
            Directory.Delete(folder, recursive: true);
        }

        return new Cleaned(state.Id, folders.Count, state.Trials.Count, folders.Sum(folder => folder.Bytes));
    }

    /// <summary>Folders of sweeps that the journal does not know.</summary>
    public static IReadOnlyList<string> Unknown(string root, IEnumerable<SweepId> known)
    {
        var names = known.Select(sweep => sweep.Value).ToHashSet();
        return !Directory.Exists(root) ? []
            : [.. Directory.EnumerateDirectories(root).Where(folder => !names.Contains(Path.GetFileName(folder))
                && Directory.EnumerateDirectories(folder).Any()).Order(StringComparer.Ordinal)];
    }

    private static IReadOnlyList<(string Folder, long Bytes)> Find(string root, SweepState state, int? best)
    {
        if (best is not { } count)
        {
            return [];
        }

        // Also what was dropped and could not be deleted.
        var dropped = state.Trials.Select(trial => trial.Number).Where(number => !state.Stored.Contains(number));
        return
        [
            .. from trial in dropped.Concat(ArtifactRetention.Superfluous(state, count))
               let folder = ArtifactLayout.OfTrial(root, state.Id, trial)
               where Directory.Exists(folder)
               select (folder, SizeOf(folder)),
        ];
    }

    private static long SizeOf(string folder) =>
        new DirectoryInfo(folder).EnumerateFiles("*", SearchOption.AllDirectories).Sum(file => file.Length);
}
