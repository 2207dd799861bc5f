using Orchestrator.Interpretation.Aggregation;
using Orchestrator.Interpretation.Attributions;

namespace Orchestrator.Interpretation;

/// <summary>What all methods say about the networks of a sweep's best trials: a ranking of the inputs for each output, and how far the
/// methods agree.</summary>
public sealed class Explanation
{
    private readonly Attribution[] answers; // of DNA by positions
    private readonly Dictionary<(string Output, string? Method), IReadOnlyList<RankedInput>> rankings = [];
    private readonly Dictionary<string, IReadOnlyList<MethodAgreement>> agreements = [];

    /// <param name="attributions">Of any methods and folds, refusals included.</param>
    public Explanation(IReadOnlyList<Attribution> attributions)
    {
        answers = [.. attributions.Where(own => own.Refusal is null).Select(Positions.Of)];
        Methods = [.. AttributionMethods.Names.Where(name => answers.Any(own => own.Method == name))];
        Refusals = attributions.Where(own => own.Refusal is not null).GroupBy(own => own.Method)
            .ToDictionary(group => group.Key, group => group.First().Refusal!);
        // A method that measures the metric of all outputs together names no other.
        Outputs = answers.MaxBy(own => own.Outputs.Count)?.Outputs ?? [];
        Networks = answers.Select(own => own.Fold).Distinct().Count();
        Remarks = [.. answers.GroupBy(own => own.Method).SelectMany(Told)];
    }

    /// <summary>Methods that have answered, in the order of the registry.</summary>
    public IReadOnlyList<string> Methods { get; }

    /// <summary>Why others could not be asked.</summary>
    public IReadOnlyDictionary<string, string> Refusals { get; }

    /// <summary>What was explained.</summary>
    public IReadOnlyList<string> Outputs { get; }

    /// <summary>How many folds' networks.</summary>
    public int Networks { get; }

    /// <summary>Whether the inputs are positions of DNA.</summary>
    public bool OfDna => answers.Any(own => own.OfDna);

    /// <summary>What a reader has to know, in sentences.</summary>
    public IReadOnlyList<string> Remarks { get; }

    /// <summary>The inputs, the most important first.</summary>
    /// <param name="output">One of <see cref="Outputs"/>.</param>
    /// <param name="method">One of <see cref="Methods"/>; null = all together: each method has one voice in each network.</param>
    public IReadOnlyList<RankedInput> Ranking(string output, string? method = null)
    {
        if (!rankings.TryGetValue((output, method), out var ranking))
        {
            rankings[(output, method)] = ranking =
                RankAggregation.Combine([.. answers.Where(own => method is null || own.Method == method)], output);
        }

        return ranking;
    }

    /// <summary>What one method says, by the number of the input.</summary>
    /// <param name="output">One of <see cref="Outputs"/>.</param>
    /// <param name="method">One of <see cref="Methods"/>.</param>
    public IReadOnlyDictionary<int, RankedInput> ByInput(string output, string method) =>
        Ranking(output, method).ToDictionary(input => input.Input);

    /// <summary>Spearman's rank correlation of two methods, the mean over the networks about which both have answered; NaN where it is
    /// defined for none.</summary>
    /// <param name="output">One of <see cref="Outputs"/>.</param>
    /// <param name="one">One of <see cref="Methods"/>.</param>
    /// <param name="other">Another of them.</param>
    public double Agreement(string output, string one, string other)
    {
        if (!agreements.TryGetValue(output, out var known))
        {
            agreements[output] = known = RankCorrelation.BetweenMethods(answers, output);
        }

        return known.FirstOrDefault(pair => (pair.First, pair.Second) == (one, other) || (pair.First, pair.Second) == (other, one))
            ?.Correlation ?? double.NaN;
    }

    // Networks give rise to the same sentence with other figures: one is enough.
    private static IEnumerable<string> Told(IGrouping<string, Attribution> ofMethod) =>
        from remark in ofMethod.SelectMany(own => own.Remarks)
        group remark by string.Concat(remark.Where(letter => !char.IsAsciiDigit(letter))) into alike
        let others = alike.Distinct().Count() - 1
        select $"{ofMethod.Key}: {alike.First()}{(others == 0 ? "" : $" (And {others} more of the kind.)")}";
}
