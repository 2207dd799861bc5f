using Orchestrator.Contracts.Randomness;
using Orchestrator.Search.Suites;

namespace Orchestrator.Search.Tests.Suites;

public sealed class RandomFieldTests
{
    private const int Draws = 3000;

    [Theory]
    [InlineData(RandomField.Smooth)]
    [InlineData(3)]
    [InlineData(5)]
    public void Draws_have_the_covariance_of_the_process(int freedom)
    {
        foreach (var distance in new[] { 0.0, 0.5, 1, 2 })
        {
            // From (0.2, 0.1), so many length-scales of 0.3 and 0.6 away, half of the square along each axis.
            var along = distance * Math.Sqrt(0.5);
            var covariance = Enumerable.Range(0, Draws).Average(draw =>
            {
                var field = new RandomField(new RandomStream((ulong)draw), [0.3, 0.6], freedom);
                return field.At([0.2, 0.1]) * field.At([0.2 + 0.3 * along, 0.1 + 0.6 * along]);
            });
            covariance.ShouldBe(Covariance(distance, freedom), 5 * Math.Sqrt(2.0 / Draws));
        }
    }

    // Rasmussen and Williams, eq. 4.9 and 4.17.
    private static double Covariance(double r, int freedom) => freedom switch
    {
        3 => (1 + Math.Sqrt(3) * r) * Math.Exp(-Math.Sqrt(3) * r),
        5 => (1 + Math.Sqrt(5) * r + 5 * r * r / 3) * Math.Exp(-Math.Sqrt(5) * r),
        _ => Math.Exp(-r * r / 2),
    };
}
