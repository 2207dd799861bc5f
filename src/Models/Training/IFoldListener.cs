namespace Orchestrator.Models.Training;

/// <summary>Hears of a fold's progress, on the thread that trains.</summary>
public interface IFoldListener
{
    /// <summary>Training begins.</summary>
    /// <param name="fromEpoch">Whole epochs already in the checkpoint; 0 = from the start.</param>
    /// <param name="device">Where, such as <c>cpu</c> or <c>cuda:0</c>.</param>
    void OnStarted(int fromEpoch, string device);

    /// <summary>
    /// An epoch ended and its checkpoint is on disk. A resumed fold tells its earlier epochs again, in order, so that nothing is lost that
    /// was measured but not yet recorded when its predecessor died.
    /// </summary>
    /// <param name="epoch">From 1.</param>
    /// <param name="metrics">
    /// Value by name: <c>train/loss</c>, <c>validation/accuracy</c>, ... What begins with <c>resource/</c> describes the machine and not
    /// the fold: it differs from run to run, is in no result, and is not told again.
    /// </param>
    void OnEpoch(int epoch, IReadOnlyDictionary<string, double> metrics);

    /// <summary>A step was taken: a sign of life within long epochs. Called often, so it should do little.</summary>
    /// <param name="epoch">From 1.</param>
    /// <param name="step">From 1.</param>
    /// <param name="steps">Steps of an epoch.</param>
    void OnStep(int epoch, int step, int steps)
    {
    }

    /// <summary>A checkpoint was found but belongs to something else or is damaged: training starts from the beginning.</summary>
    /// <param name="reason">What is wrong with it, in a sentence.</param>
    void OnCheckpointRefused(string reason) => Console.Error.WriteLine(reason);
}

/// <summary>What was measured at the end of an epoch, by name.</summary>
/// <param name="Epoch">From 1.</param>
/// <param name="Values">Value by name, such as <c>validation/accuracy</c>.</param>
public sealed record EpochMetrics(int Epoch, IReadOnlyDictionary<string, double> Values);
