namespace Orchestrator.Search.Samplers;

/// <summary>Losses that come in steps: shares of so many rows, or pieces of the space on which a parameter changes nothing. Where trials
/// tie with the best, what lies beside them ties too, and the next better loss is a whole step below.</summary>
/// <remarks>
/// A Gaussian process takes what it cannot resolve for detail and expects a little more beside each of the best. Asked for no less than a
/// step, it leaves a flat piece. How wide the piece is nobody knows, so that the trials ask for more by turns, from half a step, which a
/// slope below the steps can promise, to four; and for more than one only once as many more trials have tied.
/// </remarks>
internal static class LossSteps
{
    /// <summary>Equal outcomes, in deviations of all of them.</summary>
    private const double Equal = 1e-9;

    /// <summary>Steps between the best losses, whose mean is one's height.</summary>
    private const int Measured = 5;

    /// <summary>What a trial asks for, in steps, doubles from one to the next, so many times.</summary>
    private const double FirstAsked = 0.5;
    private const int Turns = 4;

    /// <summary>What counts as an improvement on the best; 0 where no other outcome ties with it, or all do.</summary>
    /// <param name="outcomes">Losses, whatever their unit.</param>
    /// <param name="trial">The trial that asks.</param>
    public static double LeastImprovement(IReadOnlyList<double> outcomes, int trial)
    {
        double[] ascending = [.. outcomes.Order()];
        var ties = ascending.Count(outcome => outcome <= ascending[0] + Equal);
        double[] levels = [.. Levels(ascending).Take(Measured + 1)];
        return ties < 2 || levels.Length < 2 ? 0
            : (levels[^1] - levels[0]) / (levels.Length - 1) * Math.Min(ties - 1, FirstAsked * (1 << trial % Turns));
    }

    private static IEnumerable<double> Levels(double[] ascending)
    {
        var level = double.NegativeInfinity;
        foreach (var outcome in ascending)
        {
            if (outcome > level + Equal)
            {
                yield return level = outcome;
            }
        }
    }
}
