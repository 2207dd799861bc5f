using Orchestrator.Models.Training;

namespace Orchestrator.Trainer.Benchmarks;

/// <summary>Hears of a fold and says nothing.</summary>
internal sealed class Silent : IFoldListener
{
    public void OnStarted(int fromEpoch, string device)
    {
    }

    public void OnEpoch(int epoch, IReadOnlyDictionary<string, double> metrics)
    {
    }
}
