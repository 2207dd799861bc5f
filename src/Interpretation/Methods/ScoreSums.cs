using Orchestrator.Interpretation.Attributions;

namespace Orchestrator.Interpretation.Methods;

/// <summary>Adds up effects of inputs on outputs: their size and their sign.</summary>
/// <param name="inputs">Inputs that are scored.</param>
/// <param name="outputs">Outputs that are explained.</param>
internal sealed class ScoreSums(int inputs, int outputs)
{
    private readonly double[] sizes = new double[inputs * outputs];
    private readonly double[] signed = new double[inputs * outputs];

    /// <summary>Adds one effect.</summary>
    public void Add(int input, int output, double effect) => Add(input, output, Math.Abs(effect), effect);

    /// <summary>Adds a size and a signed effect.</summary>
    public void Add(int input, int output, double size, double effect)
    {
        sizes[input * outputs + output] += size;
        signed[input * outputs + output] += effect;
    }

    /// <summary>The means.</summary>
    /// <param name="count">Effects of each input; of an input without any, 0.</param>
    /// <param name="all">Inputs that there are.</param>
    /// <param name="scored">Which of them these are, ascending; null = all.</param>
    public (ScoreMatrix Scores, ScoreMatrix Direction) Means(Func<int, double> count, int all, int[]? scored = null) =>
        (Means(sizes, count, all, scored), Means(signed, count, all, scored));

    private ScoreMatrix Means(double[] sums, Func<int, double> count, int all, int[]? scored)
    {
        var means = new float[sums.Length];
        for (var at = 0; at < means.Length; at++)
        {
            var effects = count(at / outputs);
            means[at] = effects == 0 ? 0 : (float)(sums[at] / effects);
        }

        return new(all, outputs, means, scored);
    }
}
