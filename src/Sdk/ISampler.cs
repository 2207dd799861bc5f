namespace Orchestrator.Sdk;

/// <summary>Chooses the point that the next trial tries.</summary>
/// <remarks>
/// A public class with a public constructor without parameters. It is a function: the same request gives the same answer in every
/// instance and process, whatever it was asked before. It runs where the sweep is coordinated.
/// </remarks>
public interface ISampler
{
    /// <summary>What a sweep file calls it: <c>search: { algorithm: NAME }</c>.</summary>
    string Name { get; }

    /// <summary>One line about it.</summary>
    string Summary { get; }

    /// <summary>Whether it may be used with several objectives: it looks at <see cref="Observation.Losses"/>.</summary>
    bool ForSeveralObjectives => false;

    /// <summary>The point of the next trial, a coordinate in [0, 1] for each parameter of the space; null when it has no further
    /// one.</summary>
    double[]? Suggest(SamplerRequest request);
}

/// <summary>All that a suggestion may depend on.</summary>
/// <param name="Space">What is chosen from.</param>
/// <param name="Trial">Number of the trial, from 0.</param>
/// <param name="Random">Numbers that are the same whenever this trial is asked for, and others for each trial and seed.</param>
/// <param name="Observed">Trials that have ended, failed ones included, in an order that is always the same.</param>
/// <param name="Pending">Points that were suggested and have not ended.</param>
public sealed record SamplerRequest(
    ISearchSpace Space, int Trial, IRandomStream Random, IReadOnlyList<Observation> Observed, IReadOnlyList<double[]> Pending);

/// <summary>What a trial that has ended taught.</summary>
/// <param name="Point">Where it was, a coordinate for each parameter.</param>
/// <param name="Losses">One an objective; smaller is better, whatever the objective's direction. NaN: the trial failed, and might have
/// been good; infinite: it was pruned, because it was not.</param>
public sealed record Observation(double[] Point, IReadOnlyList<double> Losses)
{
    /// <summary>The loss of the first objective.</summary>
    public double Loss => Losses[0];

    /// <summary>Whether every loss is finite.</summary>
    public bool Succeeded => Losses.All(double.IsFinite);
}
