using Orchestrator.Models.Catalog;

namespace Orchestrator.Models.Training;

/// <summary>The step size as a function of where training stands and of nothing else, so that a resumed fold needs no state of
/// it.</summary>
/// <remarks>
/// Its horizon is the sweep's largest number of epochs also in a refit, which trains fewer: each epoch then has the step size that it had
/// in the folds.
/// </remarks>
/// <param name="settings">The largest step size, the name of the schedule and its numbers.</param>
/// <param name="horizon">The last epoch that a fold may reach.</param>
/// <param name="steps">Steps of an epoch.</param>
internal sealed class LearningRateSchedule(ModelSettings settings, int horizon, int steps)
{
    private readonly double rate = settings.Real(TrainingHyperParameters.LearningRate),
        decay = settings.Real(TrainingHyperParameters.Decay);
    private readonly int decayEpochs = settings.Integer(TrainingHyperParameters.DecayEpochs),
        warmup = settings.Integer(TrainingHyperParameters.Warmup);
    private readonly string schedule = settings.Choice(TrainingHyperParameters.Schedule);

    /// <summary>The step size of a step.</summary>
    /// <param name="epoch">From 1.</param>
    /// <param name="step">Within the epoch, from 0.</param>
    /// <param name="losses">What whole epochs have reached, smaller being better: of the plateau alone.</param>
    public double Of(int epoch, int step, IReadOnlyList<double> losses)
    {
        var (done, taken) = ((epoch - 1.0) / horizon, (epoch - 1L) * steps + step);
        var factor = schedule switch
        {
            "constant" => 1,
            "linear" => 1 - done,
            "cosine" => (1 + Math.Cos(Math.PI * done)) / 2, // Loshchilov and Hutter 2017, equation 5, without restarts
            "step" => Math.Pow(decay, (epoch - 1) / decayEpochs),
            "plateau" => Math.Pow(decay, Plateaus(losses)),
            "one-cycle" => OneCycle(taken, (long)horizon * steps),
            _ => throw new SettingException(TrainingHyperParameters.Schedule, $"There is no schedule '{schedule}'."),
        };
        return rate * factor * (warmup == 0 ? 1 : Math.Min(1, (taken + 1.0) / ((long)warmup * steps))); // Goyal et al. 2017, section 2.2
    }

    /// <summary>How often more than <c>decay_epochs</c> epochs have brought nothing better.</summary>
    private int Plateaus(IReadOnlyList<double> losses)
    {
        var (best, idle, plateaus) = (double.PositiveInfinity, 0, 0);
        foreach (var loss in losses)
        {
            idle = loss < best ? 0 : idle + 1;
            best = Math.Min(best, loss);
            if (idle <= decayEpochs)
            {
                continue;
            }

            (idle, plateaus) = (0, plateaus + 1);
        }

        return plateaus;
    }

    /// <summary>Smith and Topin 2019, with PyTorch's numbers: from 1/25 by half a cosine to 1, and by another to 1/250,000.</summary>
    private static double OneCycle(long taken, long all)
    {
        const double First = 1 / 25.0, Last = First / 1e4;
        var (top, end) = (0.3 * all - 1, all - 1.0);
        return taken <= top ? Along(First, 1, top == 0 ? 1 : taken / top) : Along(1, Last, Math.Min(1, (taken - top) / (end - top)));

        static double Along(double from, double to, double share) => to + (from - to) / 2 * (1 + Math.Cos(Math.PI * share));
    }
}
