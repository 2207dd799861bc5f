namespace Orchestrator.Models.Training;

/// <summary>A loss or the objective became NaN or infinite. Running the fold again would end the same way.</summary>
public sealed class DivergedException : Exception
{
    /// <param name="quantity">What diverged: <c>train/loss</c> or the objective.</param>
    /// <param name="value">Its value.</param>
    /// <param name="epoch">From 1.</param>
    /// <param name="step">The step within the epoch, from 1; null where it was measured at the epoch's end.</param>
    /// <param name="reason">Why no training could have made it a number; null = it is the training's doing.</param>
    public DivergedException(string quantity, double value, int epoch, int? step = null, string? reason = null)
        : base($"{quantity} is {value} in epoch {epoch}{(step is null ? "" : $", step {step}")}{(reason is null ? "" : $": {reason}")}.") =>
        (Epoch, Step) = (epoch, step);

    /// <summary>The epoch, from 1.</summary>
    public int Epoch { get; }

    /// <summary>The step within the epoch, from 1; null where it was measured at the epoch's end.</summary>
    public int? Step { get; }
}
