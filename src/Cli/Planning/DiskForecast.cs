using Orchestrator.Contracts.Definitions;
using Orchestrator.Models.Training;
using Orchestrator.Sweeps;

namespace Orchestrator.Cli.Planning;

/// <summary>How much disk a sweep's checkpoints and its model will take.</summary>
internal static class DiskForecast
{
    /// <summary>Most bytes at once, if every network is so large.</summary>
    /// <param name="definition">The sweep.</param>
    /// <param name="weights">Of the largest network.</param>
    public static long Bytes(SweepDefinition definition, long weights)
    {
        var (search, splits) = (definition.Search, definition.CrossValidation.Splits);
        var best = definition.Artifacts?.Best is { } some && !ArtifactRetention.KeepsAll(search, some) ? some : search.Trials;
        var kept = Math.Min(search.Trials, best);
        var inFlight = Math.Min(search.Trials, search.Parallel);
        // At a rung all draws of a configuration wait with what they need to go on.
        var waiting = search.Restarts is null ? 0 : (long)inFlight * splits * NetworkSize.RunningFold(weights);
        var running = Math.Max(1, Math.Min(definition.Resources.Slots ?? inFlight, inFlight * splits));
        return (long)Math.Min(search.Trials, kept + inFlight) * splits * NetworkSize.EndedFold(weights)
            + waiting
            + 2L * running * NetworkSize.RunningFold(weights) // a new checkpoint stands beside the old one until it is whole
            + 2L * NetworkSize.EndedFold(weights); // the refit's checkpoint and model
    }

    /// <summary>What is kept, in the words of the sweep file.</summary>
    public static string Kept(SweepDefinition definition) => definition.Artifacts?.Best switch
    {
        null => "keep: all",
        0 => "keep: none",
        var best => $"keep: best {best}",
    };

    /// <summary>Free bytes of the disk on which a folder lies, or will lie; null = the system does not tell.</summary>
    public static long? Free(string folder)
    {
        try
        {
            var there = new DirectoryInfo(Path.GetFullPath(folder));
            while (!there.Exists && there.Parent is { } parent)
            {
                there = parent;
            }

            return new DriveInfo(there.FullName).AvailableFreeSpace;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException)
        {
            return null;
        }
    }

    /// <summary>A warning, if the disk has less than that; null = there is room.</summary>
    public static string? Warning(long bytes, string folder) => Free(folder) is { } free && free < bytes
        ? $"the checkpoints of this sweep may take {Size(bytes)}, and the disk of {Path.GetFullPath(folder)} has {Size(free)} free: "
            + "give another folder by --home, let fewer trials keep theirs ('artifacts: { keep: best 3 }'), or make room with "
            + "'orchestrator clean'"
        : null;

    /// <summary>Bytes for people.</summary>
    public static string Size(long bytes) => bytes switch
    {
        < 1L << 20 => FormattableString.Invariant($"{bytes / 1024.0:0} KiB"),
        < 10L << 30 => FormattableString.Invariant($"{bytes / 1048576.0:0} MiB"),
        _ => FormattableString.Invariant($"{bytes / 1073741824.0:0} GiB"),
    };
}
