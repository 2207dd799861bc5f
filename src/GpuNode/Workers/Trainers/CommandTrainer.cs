using Orchestrator.Contracts.Messages;
using Orchestrator.Contracts.Trials;
using Orchestrator.Models.Data.Caching;
using Orchestrator.Models.Training;

namespace Orchestrator.GpuNode.Workers.Trainers;

/// <summary>
/// Trains folds by the command that their sweep names, one at a time, each from the last checkpoint that the command has named. What is
/// agreed between the two is docs/how-to/own-trainer.md.
/// </summary>
/// <param name="threads">Threads that a trainer is told to use, at least 1.</param>
/// <param name="store">Where data sets are mapped from; null = their files are read.</param>
/// <param name="clock">Measures the time spent in training; null = the system's.</param>
public sealed class CommandTrainer(int threads, DataSetStore? store = null, TimeProvider? clock = null) : IDisposable
{
    private readonly FoldSplits splits = new(store);
    private readonly TrainerGuard guard = new();

    /// <summary>Trains a fold to its end; see <see cref="FoldTrainer.Run"/>. A fold that has ended already returns its stored
    /// result.</summary>
    /// <exception cref="OperationCanceledException">Stopped; the same assignment continues from the last checkpoint.</exception>
    /// <exception cref="TrainerException">The command cannot be started, fails, or does not keep to what is agreed.</exception>
    /// <exception cref="DivergedException">The objective is not finite.</exception>
    /// <exception cref="Models.Data.DataFormatException">The data is absent, damaged or in another format.</exception>
    /// <exception cref="Models.Folds.FoldPlanException">The data cannot be split as the sweep asks.</exception>
    public FoldResult Run(FoldAssignment assignment, string device, IFoldListener listener, CancellationToken stop)
    {
        var command = assignment.Definition.Model.Command!;
        var (split, names, fingerprint) = splits.Of(assignment.Definition, assignment.Attempt.Fold);
        var identity = TrainerIdentity.Of(assignment, fingerprint);
        var progress = TrainerCheckpoint.Read(assignment.ArtifactFolder, identity, out var refusal);
        Refuse(refusal);
        using var folder = new AttemptFolder(assignment);
        (string Path, int Epoch)? checkpoint = null;
        if (progress is { Result: null, Checkpoint: not null })
        {
            var place = Path.Combine(folder.Path, "checkpoint");
            checkpoint = TrainerCheckpoint.Extract(assignment.ArtifactFolder, progress, place, out refusal) is { } path
                ? (path, progress.Epoch) : null;
            Refuse(refusal);
            progress = checkpoint is null ? TrainerProgress.Start(identity) : progress;
        }

        listener.OnStarted(progress.Epoch, device);
        var course = new FoldCourse(assignment, progress);
        if (progress.Result is not null || course.IsOver) // it had all, and could not say so
        {
            foreach (var epoch in course.Untold())
            {
                listener.OnEpoch(epoch.Epoch, epoch.Values);
            }

            return progress.Result ?? course.Result(null, progress.Seconds);
        }

        if (ProgramPath.Find(command) is not { } program)
        {
            throw new TrainerException(FailureKind.Error, ProgramPath.Objection(command)!, ofTrainer: false);
        }

        var handover = new FoldHandover(assignment, folder.Path);
        handover.Write(split, names, device.Split(':')[0], threads, checkpoint);
        var start = new TrainerStart(assignment, handover, device);
        // A worker has one thread for its fold and nothing else to do with it.
        return new TrainerRun(assignment, course, handover.Output, listener, clock ?? TimeProvider.System)
            .TrainAsync(() => start.Start(program, guard), stop).GetAwaiter().GetResult();

        void Refuse(string? reason)
        {
            if (reason is not null)
            {
                listener.OnCheckpointRefused(reason);
            }
        }
    }

    /// <inheritdoc />
    public void Dispose() => guard.Dispose();
}
