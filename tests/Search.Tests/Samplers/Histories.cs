using Orchestrator.Contracts.Randomness;
using Orchestrator.Contracts.SearchSpaces;
using Orchestrator.Search.Encoding;
using Orchestrator.Search.Samplers;

namespace Orchestrator.Search.Tests.Samplers;

/// <summary>Requests that a sampler may meet, good and bad.</summary>
internal static class Histories
{
    /// <summary>Loss of trial t from a smooth value in [0, d], the trial's number and nothing else.</summary>
    private static readonly Dictionary<string, Func<double, int, double>> Losses = new()
    {
        ["smooth"] = (value, _) => value,
        ["constant"] = (_, _) => 0.25,
        ["all failed"] = (_, _) => double.NaN,
        ["half failed"] = (value, trial) => trial % 2 == 0 ? double.NaN : value,
        ["one success"] = (value, trial) => trial == 3 ? value : double.NaN,
        ["infinite"] = (value, trial) => (trial % 3) switch { 0 => double.PositiveInfinity, 1 => double.NegativeInfinity, _ => value },
        ["huge"] = (value, trial) => trial % 2 == 0 ? 1e300 * value : -1e300 * value,
        ["vanishing"] = (value, _) => 1e-300 * value,
        ["one outlier"] = (value, trial) => trial == 5 ? 1e15 : value,
        ["two values"] = (value, _) => value < 0.4 ? 0.1 : 0.2,
        ["a figure of thirty digits among tenths"] = (value, trial) => trial == 5 ? 1e30 : 0.1 + 0.01 * value,
    };

    /// <summary>What <see cref="Request"/> accepts.</summary>
    public static IEnumerable<string> Kinds => Losses.Keys;

    /// <summary>A request after <paramref name="trials"/> finished trials with <paramref name="pending"/> in flight.</summary>
    public static SuggestionRequest Request(SearchSpace space, string kind, int trials, int pending = 0, bool duplicates = false)
    {
        var encoding = new SpaceEncoding(space);
        var random = new RandomSampler(space, seed: 99);
        Configuration At(int trial) => random.Suggest(new SuggestionRequest(duplicates ? trial % 3 : trial, [], []))!;
        var observed = Enumerable.Range(0, trials).Select(trial =>
            new Observation(trial, At(trial), Losses[kind](Bowl(encoding, At(trial)), trial), trial % 4 == 0 ? 0 : 1e-4)).ToList();
        return new SuggestionRequest(trials + pending, observed, [.. Enumerable.Range(trials, pending).Select(At)]);
    }

    /// <summary>A smooth function of any space: squared distance from a point a third of the way along every axis.</summary>
    public static double Bowl(SpaceEncoding encoding, Configuration configuration)
    {
        var point = encoding.Encode(configuration);
        return Enumerable.Range(0, point.Length).Sum(i =>
            encoding.Axes[i].IsCategorical ? (point[i] == 0 ? 0 : 0.2) : (point[i] - 1.0 / 3) * (point[i] - 1.0 / 3));
    }

    /// <summary>Every suggestion of a sweep of <paramref name="trials"/> trials, <paramref name="parallel"/> in flight at a time.</summary>
    public static List<Configuration> Sweep(Func<ISampler> sampler, SearchSpace space, int trials, int parallel = 1,
        string kind = "smooth")
    {
        var encoding = new SpaceEncoding(space);
        var suggested = new List<Configuration>();
        for (var trial = 0; trial < trials; trial++)
        {
            var seen = Math.Max(0, trial - parallel + 1);
            var observed = suggested.Take(seen).Select((c, t) => new Observation(t, c, Losses[kind](Bowl(encoding, c), t))).ToList();
            if (sampler().Suggest(new SuggestionRequest(trial, observed, [.. suggested.Skip(seen)])) is not { } suggestion)
            {
                break;
            }

            suggested.Add(suggestion);
        }

        return suggested;
    }
}
