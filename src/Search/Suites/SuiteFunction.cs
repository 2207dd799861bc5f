using Orchestrator.Contracts.Randomness;
using Orchestrator.Contracts.SearchSpaces;

namespace Orchestrator.Search.Suites;

/// <summary>One member of a family.</summary>
/// <param name="Value">The true loss of a configuration, at least 0; NaN = the trial fails.</param>
/// <param name="Deviation">Of a fold's noise at a configuration; null = searches are told the true loss.</param>
/// <param name="Strays">Share of the folds that end badly by chance, in [0, 1]: by <see cref="Astray"/> deviations more.</param>
public sealed record SuiteFunction(Func<Configuration, double> Value, Func<Configuration, double>? Deviation = null, double Strays = 0)
{
    /// <summary>Folds of a trial where there is noise.</summary>
    public const int FoldsOfTrial = 5;

    /// <summary>How much the folds' own difficulty varies, in deviations of the noise; it is the same for every trial.</summary>
    private const double Difficulty = 1.5;

    /// <summary>How much worse a fold is that ends badly, in deviations of the noise.</summary>
    private const double Astray = 30;

    /// <summary>The losses of a trial's folds; of one that failed, or where there is no noise, the true loss alone.</summary>
    /// <param name="trial">Its number.</param>
    /// <param name="configuration">What was tried.</param>
    /// <param name="loss">Its true loss; NaN = it failed.</param>
    /// <param name="seed">Of the noise.</param>
    public double[] Folds(int trial, Configuration configuration, double loss, int seed)
    {
        if (double.IsNaN(loss) || Deviation?.Invoke(configuration) is not { } deviation)
        {
            return [loss];
        }

        RandomStream difficulty = new(SeedSequence.Derive((ulong)seed, -1, -1, "difficulty of folds")),
            noise = new(SeedSequence.Derive((ulong)seed, trial, -1, "noise of folds")),
            luck = new(SeedSequence.Derive((ulong)seed, trial, -1, "luck of folds"));
        double Chance() => noise.NextNormal() + (luck.NextDouble() < Strays ? Astray : 0);
        double[] own = [.. Enumerable.Range(0, FoldsOfTrial).Select(_ => difficulty.NextNormal())];
        return [.. own.Select(d => loss + deviation * (Difficulty * (d - own.Average()) + Chance()))];
    }
}

/// <summary>A family of seeded functions to search on, each with its least value at 0; those of <see cref="SearchSuites.Networks"/> alone
/// stay above it, by how much nobody knows.</summary>
/// <param name="Name">What tables call it.</param>
/// <param name="Space">The domain of every member.</param>
/// <param name="Member">The member that a seed chooses.</param>
/// <param name="Parallel">Trials at a time, at least 1.</param>
public sealed record SuiteProblem(string Name, SearchSpace Space, Func<int, SuiteFunction> Member, int Parallel = 1);
