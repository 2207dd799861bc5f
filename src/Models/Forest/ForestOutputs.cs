using Orchestrator.Models.Data;

namespace Orchestrator.Models.Forest;

/// <summary>What a forest says in the form in which a network would: before any sigmoid or softmax.</summary>
/// <remarks>
/// A share of 0 would have an infinite logarithm, and no forest can tell it from less than one of its trees. So one more tree is heard that
/// knows nothing and says 1 / K of K answers: <c>p' = (T p + 1 / K) / (T + 1)</c>. Order and ties of the shares stay.
/// </remarks>
internal static class ForestOutputs
{
    /// <summary>The outputs of rows.</summary>
    /// <param name="said">(rows, outputs of the forest) means over its trees.</param>
    /// <param name="forest">The forest.</param>
    /// <param name="task">What it learned.</param>
    /// <returns>(rows, outputs): of two classes the log-odds of the second, of more the log-probabilities, of labels the log-odds, of
    /// values the means.</returns>
    public static float[] Of(float[] said, RandomForest forest, TaskKind task)
    {
        switch (task)
        {
            case TaskKind.TwoClasses:
                var second = new float[said.Length / 2];
                for (var row = 0; row < second.Length; row++)
                {
                    second[row] = LogOdds(said[row * 2 + 1], forest.Trees);
                }

                return second;
            case TaskKind.ManyClasses:
                return Array.ConvertAll(said, share => (float)Math.Log(Smoothed(share, forest.Trees, forest.Outputs)));
            case TaskKind.Labels:
                return Array.ConvertAll(said, share => LogOdds(share, forest.Trees));
            case TaskKind.Values:
                return said;
            default:
                throw new ArgumentOutOfRangeException(nameof(task), task, null);
        }
    }

    private static double Smoothed(float share, int trees, int answers) => (trees * (double)share + 1.0 / answers) / (trees + 1);

    private static float LogOdds(float share, int trees) =>
        (float)(Math.Log(Smoothed(share, trees, 2)) - Math.Log(Smoothed(1 - share, trees, 2)));
}
