using Orchestrator.Models.Catalog;

namespace Orchestrator.Models.Training;

/// <summary>The step size as a function of the epoch.</summary>
/// <remarks>
/// Its horizon is the sweep's largest number of epochs also in a refit, which trains fewer: each epoch then has the step size that it had in the folds.
/// </remarks>
internal static class LearningRateSchedule
{
    /// <summary>The step size of an epoch.</summary>
    /// <param name="settings">The step size of the first epoch and the name of the schedule.</param>
    /// <param name="epoch">From 1.</param>
    /// <param name="horizon">The last epoch that a fold may reach.</param>
    public static double Of(ModelSettings settings, int epoch, int horizon) => settings.Real(TrainingHyperParameters.LearningRate) * Factor(settings.Choice(TrainingHyperParameters.Schedule), (epoch - 1.0) / horizon);

    /// <param name="schedule">Name of the schedule.</param>
    /// <param name="done">Share of the horizon that lies behind, in [0, 1).</param>
    private static double Factor(string schedule, double done) => schedule switch
    {
        "constant" => 1,
        "linear" => 1 - done,
        "cosine" => (1 + Math.Cos(Math.PI * done)) / 2, // Loshchilov and Hutter 2017, equation 5, without restarts
        _ => throw new SettingException(TrainingHyperParameters.Schedule, $"There is no schedule '{schedule}'."),
    };
}
