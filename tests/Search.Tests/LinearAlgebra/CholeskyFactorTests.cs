using MathNet.Numerics.LinearAlgebra;
using Orchestrator.Contracts.Randomness;
using Orchestrator.Search.LinearAlgebra;

namespace Orchestrator.Search.Tests.LinearAlgebra;

public sealed class CholeskyFactorTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(7)]
    [InlineData(16)]
    [InlineData(33)]
    public void It_agrees_with_a_dense_library(int n)
    {
        var (matrix, factor) = Random(n);
        var inverse = new double[n * n];
        factor.Invert(inverse, new double[n * n]);
        var expected = matrix.Inverse();
        factor.LogDeterminant.ShouldBe(Math.Log(matrix.Determinant()), 1e-9);
        for (var i = 0; i < n; i++)
        {
            for (var j = 0; j <= i; j++)
            {
                inverse[i * n + j].ShouldBe(expected[i, j], 1e-10);
            }
        }
    }

    [Theory]
    [InlineData(5)]
    [InlineData(18)]
    public void Solving_forwards_and_back_solves_the_equations(int n)
    {
        var (matrix, factor) = Random(n);
        var random = new RandomStream(1);
        double[] right = [.. Enumerable.Range(0, n).Select(_ => random.NextNormal())], solved = [.. right];
        factor.Solve(solved);
        factor.SolveTransposed(solved);
        var product = matrix * Vector<double>.Build.Dense(solved);
        for (var i = 0; i < n; i++)
        {
            product[i].ShouldBe(right[i], 1e-10);
        }
    }

    [Fact]
    public void A_panel_is_solved_as_its_columns_are()
    {
        const int n = 13, width = CholeskyFactor.PanelWidth;
        var (_, factor) = Random(n);
        var random = new RandomStream(2);
        double[] panel = [.. Enumerable.Range(0, n * width).Select(_ => random.NextNormal())];
        double[][] columns =
            [.. Enumerable.Range(0, width).Select(c => Enumerable.Range(0, n).Select(i => panel[i * width + c]).ToArray())];
        factor.SolvePanel(panel);
        for (var c = 0; c < width; c++)
        {
            factor.Solve(columns[c]);
            for (var i = 0; i < n; i++)
            {
                panel[i * width + c].ShouldBe(columns[c][i], 1e-12);
            }
        }
    }

    [Fact]
    public void A_singular_matrix_is_refused_and_the_factor_left_as_it_was()
    {
        var factor = new CholeskyFactor();
        factor.TryAppend([4]).ShouldBeTrue();
        factor.TryAppend([2, 1]).ShouldBeFalse();
        factor.Count.ShouldBe(1);
        factor.TryAppend([2, 2]).ShouldBeTrue();
        factor.LogDeterminant.ShouldBe(Math.Log(4), 1e-15);
    }

    [Fact]
    public void A_fork_grows_on_its_own()
    {
        var factor = new CholeskyFactor();
        factor.TryAppend([1]).ShouldBeTrue();
        factor.Fork().TryAppend([0.5, 1]).ShouldBeTrue();
        factor.Count.ShouldBe(1);
    }

    private static (Matrix<double> Matrix, CholeskyFactor Factor) Random(int n)
    {
        var random = new RandomStream((ulong)n);
        var root = Matrix<double>.Build.Dense(n, n, (_, _) => random.NextNormal());
        var matrix = root * root.Transpose() + n * Matrix<double>.Build.DenseIdentity(n);
        var factor = new CholeskyFactor();
        for (var i = 0; i < n; i++)
        {
            factor.TryAppend(matrix.Row(i).SubVector(0, i + 1).ToArray()).ShouldBeTrue();
        }

        return (matrix, factor);
    }
}
