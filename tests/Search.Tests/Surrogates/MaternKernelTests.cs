using Orchestrator.Search.Surrogates;

namespace Orchestrator.Search.Tests.Surrogates;

public sealed class MaternKernelTests
{
    [Fact]
    public void Values_and_slopes_are_the_textbook_s()
    {
        double[] squared = [0, 1e-8, 0.01, 0.3, 1, 4, 100], covariances = new double[7], slopes = new double[7];
        MaternKernel.Evaluate(squared, covariances, slopes, amplitude: 2);
        for (var i = 0; i < squared.Length; i++)
        {
            covariances[i].ShouldBe(Matern(squared[i]), 1e-13);
            var h = 1e-6 * Math.Max(squared[i], 1e-3);
            if (squared[i] > h)
            {
                slopes[i].ShouldBe((Matern(squared[i] + h) - Matern(squared[i] - h)) / (2 * h), 1e-5);
            }
        }

        slopes[0].ShouldBe(-5.0 / 3, 1e-12);
    }

    [Fact]
    public void A_value_does_not_depend_on_where_in_a_row_it_stands()
    {
        double[] squared = [.. Enumerable.Repeat(0.37, 11)];
        MaternKernel.Covariances(squared, 1.3);
        squared.Distinct().Count().ShouldBe(1);
    }

    [Fact]
    public void Categories_are_equal_or_one_apart()
    {
        var table = new FeatureTable([true]);
        foreach (var category in new[] { 0.0, 1, 2, 0, 2, 1 })
        {
            table.Add([category]);
        }

        var squared = new double[6];
        MaternKernel.AddSquaredDistances(table, 0, 2, 0.7, squared, 6);
        squared.ShouldBe([0.7, 0.7, 0, 0.7, 0, 0.7]);
    }

    private static double Matern(double squared)
    {
        var a = Math.Sqrt(5 * squared);
        return 2 * (1 + a + a * a / 3) * Math.Exp(-a);
    }
}
