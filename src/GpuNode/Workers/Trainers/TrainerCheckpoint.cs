using Orchestrator.Contracts.Artifacts;

namespace Orchestrator.GpuNode.Workers.Trainers;

/// <summary>The checkpoint of a fold that a command trains, where that of any other fold lies: it travels and is deleted alike.</summary>
internal static class TrainerCheckpoint
{
    /// <summary>Where a fold stands.</summary>
    /// <param name="folder">The fold's artifact folder; may be absent.</param>
    /// <param name="identity">What it has to be a checkpoint of.</param>
    /// <param name="refusal">Why a checkpoint that is there cannot be used; null = there is none, or it is returned.</param>
    public static TrainerProgress Read(string folder, string identity, out string? refusal)
    {
        refusal = null;
        var path = PathIn(folder);
        if (!File.Exists(path))
        {
            return TrainerProgress.Start(identity);
        }

        try
        {
            var progress = TrainerArchive.Describe<TrainerProgress>(path);
            if (progress.Identity == identity)
            {
                return progress;
            }

            refusal = $"The checkpoint {path} belongs to another configuration, definition, command or data; training starts from the "
                + "beginning.";
        }
        catch (InvalidDataException damage)
        {
            refusal = Damaged(path, damage);
        }

        return TrainerProgress.Start(identity);
    }

    /// <summary>Replaces the checkpoint in one step.</summary>
    /// <param name="folder">The fold's artifact folder.</param>
    /// <param name="progress">Where it stands.</param>
    /// <param name="source">The command's file or folder; null = none.</param>
    /// <returns>Whether it was written: not where a file changed while it was read.</returns>
    public static bool Write(string folder, TrainerProgress progress, string? source) =>
        TrainerArchive.Write(PathIn(folder), source, progress.Checkpoint ?? "", files => progress with { Files = [.. files] });

    /// <summary>Lays the command's files down; null, with the reason, where they are damaged.</summary>
    /// <param name="folder">The fold's artifact folder.</param>
    /// <param name="progress">What <see cref="Read"/> returned, with a checkpoint.</param>
    /// <param name="to">Where to.</param>
    /// <param name="refusal">Why not.</param>
    /// <returns>Path of what the command had named.</returns>
    public static string? Extract(string folder, TrainerProgress progress, string to, out string? refusal)
    {
        try
        {
            refusal = null;
            TrainerArchive.Extract(PathIn(folder), progress.Files, to);
            var named = Path.Combine(to, progress.Checkpoint!);
            if (progress.Files.Count == 0)
            {
                Directory.CreateDirectory(named); // an empty folder was named
            }

            return named;
        }
        catch (InvalidDataException damage)
        {
            refusal = Damaged(PathIn(folder), damage);
            return null;
        }
    }

    private static string PathIn(string folder) => Path.Combine(folder, ArtifactNames.Checkpoint);

    private static string Damaged(string path, InvalidDataException damage) =>
        $"The checkpoint {path} cannot be read ({damage.Message.TrimEnd('.')}); training starts from the beginning.";
}
