namespace Orchestrator.Interpretation.Significance;

/// <summary>
/// How far chance explains what an explanation has found: the mean scores over methods and networks are compared with those of runs on
/// permuted targets, which were trained, asked and averaged in the same way.
/// </summary>
/// <remarks>
/// What was chosen before with the targets as they are (the hyper-parameters of the explained trials) is not chosen anew for each
/// permutation: p is that of networks with these hyper-parameters. Each output is a test of its own.
/// </remarks>
public sealed class ExplanationSignificance
{
    private readonly Dictionary<string, IReadOnlyDictionary<int, SignificantInput>> byOutput = [];

    /// <param name="actual">Of the networks as they are.</param>
    /// <param name="permuted">Of each permutation, from as many networks.</param>
    /// <param name="actualScore">Mean score of the explained trials, smaller being better.</param>
    /// <param name="permutedScores">The same of each permutation.</param>
    /// <exception cref="ArgumentException">There is no permutation.</exception>
    public ExplanationSignificance(Explanation actual, IReadOnlyList<Explanation> permuted, double actualScore,
        IReadOnlyList<double> permutedScores)
    {
        Permutations = permuted.Count;
        ScorePValue = (1.0 + permutedScores.Count(score => score <= actualScore)) / (permutedScores.Count + 1);
        foreach (var output in actual.Outputs)
        {
            byOutput[output] = PermutationTest.Of(Scores(actual, output), [.. permuted.Select(own => Scores(own, output))])
                .ToDictionary(input => input.Input);
        }
    }

    /// <summary>How many permutations were compared with.</summary>
    public int Permutations { get; }

    /// <summary>The least p that so many can give.</summary>
    public double LeastPValue => 1.0 / (Permutations + 1);

    /// <summary>Chance that networks which learn nothing score as well as the explained ones (Ojala and Garriga 2010, Journal of Machine
    /// Learning Research 11, test 1).</summary>
    public double ScorePValue { get; }

    /// <summary>What is known of the inputs of an output, by number.</summary>
    public IReadOnlyDictionary<int, SignificantInput> Of(string output) => byOutput[output];

    private static double[] Scores(Explanation explanation, string output)
    {
        var ranking = explanation.Ranking(output);
        var scores = new double[ranking.Count];
        foreach (var input in ranking)
        {
            scores[input.Input] = input.MeanScore;
        }

        return scores;
    }
}
