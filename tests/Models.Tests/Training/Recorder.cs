using Orchestrator.Models.Training;

namespace Orchestrator.Models.Tests.Training;

/// <summary>Writes down what a fold tells, and stops it where the test wants.</summary>
internal sealed class Recorder : IFoldListener
{
    private readonly CancellationTokenSource source = new();

    public CancellationToken Stop => source.Token;

    public int? FromEpoch { get; private set; }

    public List<(int Epoch, IReadOnlyDictionary<string, double> Metrics)> Epochs { get; } = [];

    /// <summary>Of each epoch that was told, what it took of the machine.</summary>
    public List<IReadOnlyDictionary<string, double>> Resources { get; } = [];

    public List<string> Refusals { get; } = [];

    public int Steps { get; private set; }

    /// <summary>Stops training after this many steps of this run; null = never.</summary>
    public int? StopAfter { get; init; }

    public void OnStarted(int fromEpoch, string device) => FromEpoch = fromEpoch;

    public void OnEpoch(int epoch, IReadOnlyDictionary<string, double> metrics)
    {
        var ofMachine = metrics.ToLookup(metric => metric.Key.StartsWith(ResourceMeter.Prefix, StringComparison.Ordinal));
        Epochs.Add((epoch, new OrderedDictionary<string, double>(ofMachine[false])));
        Resources.Add(new Dictionary<string, double>(ofMachine[true]));
    }

    public void OnStep(int epoch, int step, int steps)
    {
        if (++Steps == StopAfter)
        {
            source.Cancel();
        }
    }

    public void OnCheckpointRefused(string reason) => Refusals.Add(reason);
}
