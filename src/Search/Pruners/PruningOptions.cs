namespace Orchestrator.Search.Pruners;

/// <summary>What pruners can be told; each uses what concerns it.</summary>
public sealed record PruningOptions
{
    /// <summary>Most epochs of a fold, at least 1 (hyperband).</summary>
    public int Epochs { get; init; } = 81;

    /// <summary>Epochs that are never judged, at least 0. Default 0 (median, percentile).</summary>
    public int WarmUpEpochs { get; init; }

    /// <summary>Completed rivals on the same fold without which nothing is judged, at least 1. Default 5 (median, percentile).</summary>
    public int StartUpTrials { get; init; } = 5;

    /// <summary>Share of trials that may go on, in percent, between 0 and 100. Default 25 (percentile).</summary>
    public double Percentile { get; init; } = 25;

    /// <summary>Epochs of the first rung, at least 1. Default 1 (halving, hyperband).</summary>
    public int FirstRung { get; init; } = 1;

    /// <summary>One in so many goes on to the next rung, which is as many times as long; at least 2. Default 3 (halving,
    /// hyperband).</summary>
    public int Reduction { get; init; } = 3;

    /// <summary>Epochs without improvement that are borne, at least 1. Default 10 (patience).</summary>
    public int Patience { get; init; } = 10;

    /// <summary>Least decrease of the loss that counts as improvement, at least 0. Default 0 (patience).</summary>
    public double LeastGain { get; init; }

    /// <summary>Largest loss that is borne. Default: none (threshold).</summary>
    public double LargestLoss { get; init; } = double.PositiveInfinity;

    /// <summary>Probability of stopping a trial that is as good as the best one, between 0 and 0.5. Default 0.05 (racing).</summary>
    public double Significance { get; init; } = 0.05;

    /// <summary>The sweep's seed (hyperband, which draws a bracket for each trial).</summary>
    public ulong Seed { get; init; }
}
