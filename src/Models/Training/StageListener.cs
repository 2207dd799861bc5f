namespace Orchestrator.Models.Training;

/// <summary>Passes on what happens in an earlier stage of a training, except its epochs, which are not those of the trial.</summary>
internal sealed class StageListener(IFoldListener next) : IFoldListener
{
    public void OnStarted(int fromEpoch, string device)
    {
    }

    public void OnEpoch(int epoch, IReadOnlyDictionary<string, double> metrics)
    {
    }

    public void OnStep(int epoch, int step, int steps) => next.OnStep(epoch, step, steps);

    public void OnCheckpointRefused(string reason) => next.OnCheckpointRefused(reason);
}
