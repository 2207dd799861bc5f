using Orchestrator.Contracts.Identifiers;
using Orchestrator.Coordinator.Sweeps;
using Orchestrator.Sweeps;

namespace Orchestrator.Cli.Embedded;

/// <summary>Finds and deletes checkpoints that an ended sweep needs no longer.</summary>
internal static class Cleaning
{
    /// <summary>Folders of trials that need not stay, with their size in bytes.</summary>
    /// <param name="home">Where they are.</param>
    /// <param name="state">A sweep that has ended.</param>
    /// <param name="best">So many of the best trials stay; null = all.</param>
    public static IReadOnlyList<(string Folder, long Bytes)> Find(DataDirectory home, SweepState state, int? best)
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
               let folder = ArtifactLayout.OfTrial(home.Sweeps, state.Id, trial)
               where Directory.Exists(folder)
               select (folder, SizeOf(folder)),
        ];
    }

    /// <summary>Folders of sweeps that the journal does not know.</summary>
    public static IReadOnlyList<string> Unknown(DataDirectory home, IEnumerable<SweepId> known)
    {
        var names = known.Select(sweep => sweep.Value).ToHashSet();
        return !Directory.Exists(home.Sweeps) ? []
            : [.. Directory.EnumerateDirectories(home.Sweeps).Where(folder => !names.Contains(Path.GetFileName(folder))
                && Directory.EnumerateDirectories(folder).Any()).Order(StringComparer.Ordinal)];
    }

    private static long SizeOf(string folder) =>
        new DirectoryInfo(folder).EnumerateFiles("*", SearchOption.AllDirectories).Sum(file => file.Length);
}
