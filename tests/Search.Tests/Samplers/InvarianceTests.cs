using Orchestrator.Contracts.SearchSpaces;
using Orchestrator.Search.Encoding;
using Orchestrator.Search.Samplers;

namespace Orchestrator.Search.Tests.Samplers;

/// <summary>That neither the place of zero nor the unit of a loss changes what is tried.</summary>
/// <remarks>
/// Losses are multiples of 2^-20, so that a million is added, and a power of two multiplied, without rounding: then suggestions are equal.
/// A thousandth rounds; the rounding may only change their last digits.
/// </remarks>
public sealed class InvarianceTests
{
    private const int Trials = 48;

    public static IEnumerable<object[]> Cases =>
        from name in SamplerRegistry.Names
        where name is not (SamplerRegistry.Grid or SamplerRegistry.Restarts)
        from space in new[] { "mixed", "twelve real", "conditional" }
        select new object[] { name, space };

    /// <summary>All but the forest, whose trees part at another place when a tie between two cuts is rounded the other way.</summary>
    public static IEnumerable<object[]> RoundedCases => Cases.Where(c => (string)c[0] != "smac");

    [Theory]
    [MemberData(nameof(Cases))]
    public void A_million_more_changes_nothing(string name, string space) =>
        FirstDifference(Sweep(name, space, loss => loss + 1e6, 1), Sweep(name, space, loss => loss, 1)).ShouldBeNull();

    [Theory]
    [MemberData(nameof(Cases))]
    public void Another_unit_changes_nothing(string name, string space)
    {
        const double unit = 1.0 / 1024;
        FirstDifference(Sweep(name, space, loss => unit * loss, unit), Sweep(name, space, loss => loss, 1)).ShouldBeNull();
    }

    [Theory]
    [MemberData(nameof(RoundedCases))]
    public void A_thousandth_changes_the_last_digits_at_most(string name, string space)
    {
        var encoding = new SpaceEncoding(Spaces.All[space]);
        var observed = Observed(Sweep(name, space, loss => loss, 1), Spaces.All[space], loss => loss, 1);
        foreach (var trials in new[] { 3, 9, 24, 40 })
        {
            var whole = Suggest(name, space, observed[..trials]);
            var part = Suggest(name, space,
                [.. observed[..trials].Select(o => o with { Loss = 1e-3 * o.Loss, Variance = 1e-6 * o.Variance })]);
            foreach (var (a, b) in encoding.Encode(whole).Zip(encoding.Encode(part)))
            {
                a.ShouldBe(b, 1e-3, $"trial {trials}");
            }
        }
    }

    private static int? FirstDifference(List<Configuration> a, List<Configuration> b) =>
        Enumerable.Range(0, Trials).Cast<int?>().FirstOrDefault(trial => !a[trial!.Value].Equals(b[trial.Value]));

    private static Configuration Suggest(string name, string space, IReadOnlyList<Observation> observed) =>
        SamplerRegistry.Create(name, Spaces.All[space], 5).Suggest(new SuggestionRequest(observed.Count, observed, []))!;

    private static List<Configuration> Sweep(string name, string space, Func<double, double> told, double unit)
    {
        var sampler = SamplerRegistry.Create(name, Spaces.All[space], 5);
        var suggested = new List<Configuration>();
        for (var trial = 0; trial < Trials; trial++)
        {
            var seen = Math.Max(0, trial - 1);
            suggested.Add(sampler.Suggest(new SuggestionRequest(
                trial, Observed(suggested[..seen], Spaces.All[space], told, unit), suggested[seen..]))!);
        }

        return suggested;
    }

    /// <summary>A bowl with shallow ripples; three of four trials know their noise, and one in thirteen fails.</summary>
    private static List<Observation> Observed(List<Configuration> suggested, SearchSpace space, Func<double, double> told, double unit)
    {
        var encoding = new SpaceEncoding(space);
        return [.. suggested.Select((c, trial) =>
        {
            var bowl = Histories.Bowl(encoding, c);
            var loss = Math.Round(1048576 * (4 * bowl + 0.1 * Math.Sin(20 * bowl))) / 1048576;
            var variance = trial % 4 == 0 ? 0 : unit * unit * 1e-4 * (1 + trial % 3);
            return new Observation(trial, c, trial % 13 == 7 ? double.NaN : told(loss), variance);
        })];
    }
}
