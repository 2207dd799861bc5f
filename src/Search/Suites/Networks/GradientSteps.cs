namespace Orchestrator.Search.Suites.Networks;

/// <summary>Steps down a gradient, with momentum or Adam's (Kingma and Ba, "Adam: a method for stochastic optimization", ICLR 2015,
/// algorithm 1 with the defaults of its authors).</summary>
/// <param name="plan">The rate and what goes with it.</param>
/// <param name="weights">What is changed.</param>
internal sealed class GradientSteps(TrainingPlan plan, double[] weights)
{
    private const double First = 0.9;
    private const double Second = 0.999;
    private const double Tiny = 1e-8;

    private readonly double[] velocities = new double[weights.Length];
    private readonly double[] squares = new double[plan.Adam ? weights.Length : 0];
    private double firstLeft = 1;
    private double secondLeft = 1;

    /// <summary>Takes one step.</summary>
    /// <param name="gradient">Without the decay; it is left with the decay and the clipping applied.</param>
    public void Take(double[] gradient)
    {
        var part = Part(gradient);
        for (var i = 0; i < gradient.Length; i++)
        {
            gradient[i] = part * gradient[i] + plan.Decay * weights[i];
        }

        if (plan.Adam)
        {
            TakeAdams(gradient);
        }
        else
        {
            TakeWithMomentum(gradient);
        }
    }

    private double Part(double[] gradient)
    {
        if (double.IsPositiveInfinity(plan.Clip))
        {
            return 1;
        }

        var square = 0.0;
        foreach (var slope in gradient)
        {
            square += slope * slope;
        }

        return Math.Sqrt(square) is var norm && norm > plan.Clip ? plan.Clip / norm : 1;
    }

    private void TakeWithMomentum(double[] gradient)
    {
        for (var i = 0; i < gradient.Length; i++)
        {
            velocities[i] = plan.Momentum * velocities[i] + gradient[i];
            weights[i] -= plan.Rate * velocities[i];
        }
    }

    private void TakeAdams(double[] gradient)
    {
        firstLeft *= First;
        secondLeft *= Second;
        for (var i = 0; i < gradient.Length; i++)
        {
            velocities[i] = First * velocities[i] + (1 - First) * gradient[i];
            squares[i] = Second * squares[i] + (1 - Second) * gradient[i] * gradient[i];
            weights[i] -= plan.Rate * velocities[i] / (1 - firstLeft) / (Math.Sqrt(squares[i] / (1 - secondLeft)) + Tiny);
        }
    }
}
