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

    private static Matrix<double> Covariance(FeatureTable table, Hyperparameters parameters) =>
        Matrix<double>.Build.Dense(table.Count, table.Count, (i, j) =>
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

    [Fact]
    public void The_value_is_the_textbook_s()
    {
        var (table, outcomes) = Tables.Random(9);
        var parameters = Hyperparameters.FromLogarithms(Logarithms);
        var covariance = Covariance(table, parameters);
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

    [Fact]
    public void Each_row_left_out_has_the_density_that_the_others_give_it()
    {
        var (table, outcomes) = Tables.Random(9);
        var parameters = Hyperparameters.FromLogarithms(Logarithms);
        var covariance = Covariance(table, parameters);
        var (ones, y) = (Vector<double>.Build.Dense(9, 1), Vector<double>.Build.Dense(outcomes));
        y -= ones * (covariance.Inverse() * y) / (ones * (covariance.Inverse() * ones) + 1); // less the most probable constant
        var densities = new MarginalLikelihood(table, outcomes).LeaveOneOut(parameters);
        for (var row = 0; row < 9; row++)
        {
            var others = covariance.RemoveRow(row).RemoveColumn(row).Inverse();
            var (cross, rest) = (covariance.Column(row).ToArray().Where((_, i) => i != row), y.ToArray().Where((_, i) => i != row));
            var k = Vector<double>.Build.DenseOfEnumerable(cross);
            var (mean, variance) = (k * (others * Vector<double>.Build.DenseOfEnumerable(rest)), covariance[row, row] - k * (others * k));
            densities[row].ShouldBe(-0.5 * Math.Log(2 * Math.PI * variance) - 0.5 * Math.Pow(y[row] - mean, 2) / variance, 1e-9);
        }
    }
}
