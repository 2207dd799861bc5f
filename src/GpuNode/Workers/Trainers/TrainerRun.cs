using Orchestrator.Contracts.Artifacts;
using Orchestrator.Contracts.Messages;
using Orchestrator.Contracts.Trials;
using Orchestrator.Models.Training;

namespace Orchestrator.GpuNode.Workers.Trainers;

/// <summary>One run of a command, from its start to the fold's result: hears what it says, keeps its checkpoints, and ends it.</summary>
/// <param name="assignment">The fold.</param>
/// <param name="course">How far it has come.</param>
/// <param name="output">The folder that the command writes to.</param>
/// <param name="listener">Hears of progress.</param>
/// <param name="clock">Measures the time spent in training.</param>
internal sealed class TrainerRun(FoldAssignment assignment, FoldCourse course, string output, IFoldListener listener, TimeProvider clock)
{
    // Whoever ends a whole service tells all processes at once: then the node's word is on its way.
    private static readonly TimeSpan Afterwards = TimeSpan.FromSeconds(1);

    private readonly long began = clock.GetTimestamp();
    private readonly double before = course.Progress.Seconds;
    private ResultReport? result;
    private bool enough; // what it is told to end for

    private double Seconds => before + clock.GetElapsedTime(began).TotalSeconds;

    private TimeSpan Grace => TimeSpan.FromSeconds(assignment.Definition.Model.Command!.Grace);

    /// <summary>Trains to the end, or to where the fold is to pause.</summary>
    /// <param name="start">Starts the process.</param>
    /// <param name="stop">Asks for an end; the trainer may name a checkpoint yet.</param>
    /// <exception cref="OperationCanceledException">Stopped.</exception>
    /// <exception cref="TrainerException">The command fails, or does not keep to what is agreed.</exception>
    /// <exception cref="DivergedException">The objective is not finite.</exception>
    public async Task<FoldResult> TrainAsync(Func<TrainerProcess> start, CancellationToken stop)
    {
        stop.ThrowIfCancellationRequested();
        await using var process = start();
        await using var stopping = stop.Register(() => process.Terminate(Grace));
        try
        {
            await foreach (var (text, isWhole) in process.LinesAsync().ConfigureAwait(false))
            {
                Hear(isWhole ? text : throw new FormatException(
                    $"The trainer said a line of more than {TrainerLines.MostBytes >> 20} MiB to its standard output."), process);
            }

            var ending = await process.EndingAsync().ConfigureAwait(false);
            if ((result is null || ending.ExitCode != 0) && !enough) // whoever is through is through, even when it was to stop
            {
                await UnlessStoppedAsync(ending.ExitCode != 0 || course.IsShort ? Afterwards : TimeSpan.Zero, stop).ConfigureAwait(false);
            }

            if (ending.ExitCode != 0 && !enough)
            {
                throw new TrainerException(ending.Kind, $"{ending.Words}.{ending.LastWords}", ending.IsOfTrainer);
            }

            return Conclude(ending);
        }
        catch (FormatException breach)
        {
            throw new TrainerException(FailureKind.Error, breach.Message, ofTrainer: true);
        }
    }

    private static async Task UnlessStoppedAsync(TimeSpan within, CancellationToken stop)
    {
        if (within > TimeSpan.Zero)
        {
            await Task.WhenAny(Task.Delay(within, stop)).ConfigureAwait(false);
        }

        stop.ThrowIfCancellationRequested();
    }

    private void Hear(string line, TrainerProcess process)
    {
        switch (TrainerLines.Read(line))
        {
            case EpochReport when enough || result is not null: break; // beyond what is wanted
            case EpochReport epoch: Take(epoch, process); break;
            case CheckpointReport checkpoint when checkpoint.Epoch <= course.Progress.Epoch || !enough:
                Keep(checkpoint.Epoch, checkpoint.Path);
                break;
            case CheckpointReport: break;
            case MessageReport message: Console.Error.WriteLine(message.Text); break;
            case ResultReport last: result = last; break;
            default: Console.Error.WriteLine(line); break;
        }
    }

    // Behind its checkpoint: whoever hears of an epoch may count on it.
    private void Take(EpochReport report, TrainerProcess process)
    {
        var told = course.Take(report);
        if (report.Checkpoint is { } path)
        {
            Keep(report.Epoch, path);
        }

        foreach (var epoch in told)
        {
            listener.OnEpoch(epoch.Epoch, epoch == told[^1] ? WithMemory(epoch.Values, process) : epoch.Values);
        }

        if (course.IsOver)
        {
            enough = true;
            process.Terminate(Grace);
        }
    }

    private static OrderedDictionary<string, double> WithMemory(IReadOnlyDictionary<string, double> metrics, TrainerProcess process)
    {
        var all = new OrderedDictionary<string, double>(metrics);
        if (process.PeakMemory is { } peak)
        {
            all.TryAdd("resource/peak_memory_mib", peak);
        }

        return all;
    }

    private void Keep(int epoch, string path)
    {
        var (source, name) = Located(path, "checkpoint");
        if (!TrainerCheckpoint.Write(assignment.ArtifactFolder, course.At(epoch, name, Seconds), source))
        {
            Console.Error.WriteLine($"The checkpoint {path} was written to while it was kept; the one before it stays. Give each "
                + "checkpoint a name of its own, or rename it into place.");
        }
    }

    private FoldResult Conclude(TrainerEnding ending)
    {
        FoldResult reported;
        try
        {
            reported = course.Result(enough ? null : result, Seconds);
        }
        catch (FormatException lacking)
        {
            throw new TrainerException(FailureKind.Error, $"{lacking.Message} {ending.Words}.{ending.LastWords}", ofTrainer: true);
        }

        foreach (var epoch in course.Untold())
        {
            listener.OnEpoch(epoch.Epoch, epoch.Values);
        }

        if (course.IsPaused && !course.IsStale)
        {
            return reported; // goes on from the checkpoint that it has named
        }

        if (assignment.Attempt.Fold.IsRefit && result?.Model is { } model)
        {
            var (source, name) = Located(model, "model");
            TrainerArchive.Write(Path.Combine(assignment.ArtifactFolder, ArtifactNames.Model), source, name,
                files => new TrainedFiles(assignment.Definition.Model.Name, name, [.. files]));
        }

        TrainerCheckpoint.Write(assignment.ArtifactFolder,
            course.Progress with { Result = reported, Seconds = Seconds, Checkpoint = null, Files = [] }, null);
        return reported;
    }

    // A path that the trainer names, which is to lie where it may write.
    private (string Path, string Name) Located(string named, string what)
    {
        var full = Path.GetFullPath(Path.Combine(output, named));
        var name = Path.GetRelativePath(output, full).Replace('\\', '/');
        if (name is "." or ".." || name.StartsWith("../", StringComparison.Ordinal) || Path.IsPathRooted(name))
        {
            throw new FormatException($"The trainer named a {what} outside of its output folder: {named}.");
        }

        return File.Exists(full) || Directory.Exists(full) ? (full, name)
            : throw new FormatException($"The trainer named a {what} that is not there: {named}.");
    }
}
