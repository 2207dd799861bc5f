using Akka.Actor;
using Akka.Event;
using Orchestrator.Sweeps;

namespace Orchestrator.Coordinator.Sweeps;

// Checkpoints that the journal says are kept no longer go from the disk.
public sealed partial class SweepActor
{
    private readonly HashSet<int> deleted = [];

    // Behind the commit, and not under the hands of a worker that has not stopped yet.
    private void DeleteDropped()
    {
        if (durable.Trials.Count - durable.Stored.Count == deleted.Count)
        {
            return;
        }

        var busy = running.Keys.Select(attempt => attempt.Fold.Trial).ToHashSet();
        foreach (var trial in durable.Trials.Select(t => t.Number).Where(n => !durable.Stored.Contains(n) && !busy.Contains(n)).ToArray())
        {
            if (!deleted.Add(trial))
            {
                continue;
            }

            var folder = ArtifactLayout.OfTrial(services.ArtifactRoot, sweep, trial);
            Task.Run(() => Delete(folder)).PipeTo(Self, success: reason => new Deleted(folder, reason));
        }
    }

    private void EndDeleting(Deleted done)
    {
        if (done.Failure is { } failure)
        {
            log.Warning("{0} is kept no longer, and could not be deleted: {1}. 'orchestrator clean' tries again", done.Folder, failure);
        }
    }

    private static string? Delete(string folder)
    {
        try
        {
            if (Directory.Exists(folder))
            {
                Directory.Delete(folder, recursive: true);
            }

            return null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return e.Message;
        }
    }

    private sealed record Deleted(string Folder, string? Failure);
}
