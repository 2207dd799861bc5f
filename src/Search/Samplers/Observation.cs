using Orchestrator.Contracts.Collections;
using Orchestrator.Contracts.SearchSpaces;

namespace Orchestrator.Search.Samplers;

/// <summary>What a finished trial taught.</summary>
/// <param name="Trial">Its number, from 0.</param>
/// <param name="Configuration">Its hyper-parameters.</param>
/// <param name="Loss">Mean over its folds, or what it is expected to be where some are not known; smaller is better. NaN: the
/// trial failed, and might have been good; infinite: it was ended because it was not.</param>
/// <param name="Variance">Variance of that mean, at least 0; 0 = unknown.</param>
/// <param name="Losses">Where there are several objectives, one loss each, <paramref name="Loss"/> first; null = there is one, or the trial
/// failed.</param>
/// <param name="Share">Of how much of its folds the loss is the mean, in (0, 1]: of fewer the variance is larger, in that
/// proportion.</param>
/// <param name="Seconds">How long a fold of it trained, where the search weighs that; 0 = unknown, or it does not.</param>
public sealed record Observation(int Trial, Configuration Configuration, double Loss, double Variance = 0,
    EquatableList<double>? Losses = null, double Share = 1, double Seconds = 0)
{
    /// <summary>One loss an objective, also where there is one.</summary>
    public IReadOnlyList<double> AllLosses => Losses ?? [Loss];

    /// <summary>Whether nothing is known of how good it is.</summary>
    public bool Failed => double.IsNaN(Loss);

    /// <summary>Whether every loss is finite.</summary>
    public bool Succeeded => double.IsFinite(Loss) && (Losses?.All(double.IsFinite) ?? true);
}
