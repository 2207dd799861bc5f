using Orchestrator.Cli.Planning;
using Orchestrator.Models.Metrics;
using Orchestrator.Sweeps;

namespace Orchestrator.Cli.Embedded;

/// <summary>Warns, as soon as a fold tells how large a network is, of a sweep whose checkpoints will not fit on the disk.</summary>
/// <param name="folder">Where they go.</param>
/// <param name="warn">Told once.</param>
internal sealed class DiskOutlook(string folder, Action<string> warn)
{
    private double largest;
    private bool told;

    /// <summary>Takes note of what has happened.</summary>
    public void See(SweepState state, IReadOnlyList<SweepEvent> events)
    {
        foreach (var done in told ? [] : events.OfType<AttemptCompleted>())
        {
            if (done.Result.Metrics.GetValueOrDefault(NetworkMetrics.Parameters) is var weights && weights > largest)
            {
                largest = weights;
                Look(state);
            }
        }
    }

    private void Look(SweepState state)
    {
        // What is on the disk already takes no more room.
        var done = state.Trials.Count(trial => trial.Ended) / (double)Math.Max(1, state.Definition.Search.Trials);
        var left = (long)(DiskForecast.Bytes(state.Definition, (long)largest) * (1 - done));
        if (!told && DiskForecast.Warning(left, folder) is { } warning)
        {
            told = true;
            warn($"note: {warning}");
        }
    }
}
