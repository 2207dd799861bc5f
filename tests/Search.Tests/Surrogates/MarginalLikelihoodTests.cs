using MathNet.Numerics.LinearAlgebra;
using Orchestrator.Search.Surrogates;

namespace Orchestrator.Search.Tests.Surrogates;

public sealed class MarginalLikelihoodTests
{
    private static readonly double[] Logarithms = [0.3, -0.7, 0.1, -0.5, 0.2, -4];

    [Fact]
    public void The_gradient_is_that_of_the_value()
    {
        var (table, outcomes) = Tables.Random(23);
        var likelihood = new MarginalLikelihood(table, outcomes);
        double[] gradient = new double[6], unused = new double[6];
        likelihood.Evaluate(Logarithms, gradient);
        for (var i = 0; i < gradient.Length; i++)
        {
            const double h = 1e-5;
            double[] up = [.. Logarithms], down = [.. Logarithms];
            up[i] += h;
            down[i] -= h;
            gradient[i]
                .ShouldBe((likelihood.Evaluate(up, unused) - likelihood.Evaluate(down, unused)) / (2 * h), 1e-5
                * Math.Max(1, Math.Abs(gradient[i])));
        }
    }

    [Fact]
    public void The_value_is_the_textbook_s()
    {
        var (table, outcomes) = Tables.Random(9);
        var parameters = Hyperparameters.FromLogarithms(Logarithms);
        var covariance = Matrix<double>.Build.Dense(9, 9, (i, j) =>
        {
            var squared = 0.0;
            for (var f = 0; f < 3; f++)
            {
                var difference = table[i, f] - table[j, f];
                squared += parameters.Weights[f] * (f == 2 ? Math.Sign(Math.Abs(difference)) : difference * difference);
            }

            var a = Math.Sqrt(5 * squared);
            return parameters.Amplitude * (1 + a + a * a / 3) * Math.Exp(-a) + (i == j ? parameters.Noise : 0)
                + parameters.Trend * Tables.Trend(table, i, j);
        });
        // With the constant marginalised at its mode: the quadratic form of K + 1 1^T.
        var y = Vector<double>.Build.Dense(outcomes);
        var expected = 0.5 * (y * (covariance + 1).Inverse() * y) + 0.5 * Math.Log(covariance.Determinant())
            + HyperparameterPrior.Evaluate(parameters, new double[6]);
        new MarginalLikelihood(table, outcomes).Evaluate(Logarithms, new double[6]).ShouldBe(expected, 1e-9);
    }

    [Fact]
    public void A_fit_is_more_probable_than_its_start_and_sees_which_features_matter()
    {
        var (table, outcomes) = Tables.Random(60);
        double[] flat = [.. Enumerable.Range(0, 60).Select(i => Math.Sin(6 * table[i, 0]))];
        var likelihood = new MarginalLikelihood(table, flat);
        var fitted = likelihood.Fit(Hyperparameters.Default(3));
        var unused = new double[6];
        likelihood.Evaluate(fitted.ToLogarithms(), unused)
            .ShouldBeLessThan(likelihood.Evaluate(Hyperparameters.Default(3).ToLogarithms(), unused));
        fitted.Weights[0].ShouldBeGreaterThan(10 * fitted.Weights[1]);
        outcomes.Length.ShouldBe(60);
    }
}
