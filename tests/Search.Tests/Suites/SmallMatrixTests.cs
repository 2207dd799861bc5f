using Orchestrator.Search.Suites;

namespace Orchestrator.Search.Tests.Suites;

public sealed class SmallMatrixTests
{
    private static readonly double[][] Matrix = [[4, 2, 0.6], [2, 5, 1], [0.6, 1, 3]];

    [Fact]
    public void A_solution_solves_with_the_diagonal_added()
    {
        var x = SmallMatrix.Solve(Matrix, [1, 2, 3], [0.5, 0, 1]);
        (4.5 * x[0] + 2 * x[1] + 0.6 * x[2]).ShouldBe(1, 1e-12);
        (2 * x[0] + 5 * x[1] + x[2]).ShouldBe(2, 1e-12);
        (0.6 * x[0] + x[1] + 4 * x[2]).ShouldBe(3, 1e-12);
    }

    [Fact]
    public void A_matrix_times_its_inverse_is_one()
    {
        var inverse = SmallMatrix.Inverse(Matrix);
        for (var i = 0; i < 3; i++)
        {
            for (var j = 0; j < 3; j++)
            {
                Enumerable.Range(0, 3).Sum(k => Matrix[i][k] * inverse[k][j]).ShouldBe(i == j ? 1 : 0, 1e-12);
            }
        }
    }
}
