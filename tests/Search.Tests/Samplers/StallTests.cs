using Orchestrator.Search.Samplers;

namespace Orchestrator.Search.Tests.Samplers;

public sealed class StallTests
{
    [Fact]
    public void Trials_that_gain_less_than_a_hundredth_of_the_way_to_the_median_are_a_stall()
    {
        double[] first = [8, 5, 3, 2, 1], late = [.. Enumerable.Range(0, 20).Select(i => 5.0 + i % 3)];
        Lasts([.. first, .. late]).ShouldBeTrue();
        Lasts([.. first, .. late[1..]]).ShouldBeFalse("ten, and two for each of five parameters");
        Lasts([.. first, .. late[1..], 0.97]).ShouldBeTrue("the median is 5 beyond the best: a hundredth is .05");
        Lasts([.. first, .. late[1..], 0.9]).ShouldBeFalse();
        Stall.Lasts([.. first, .. late], parameters: 5, pending: 1).ShouldBeFalse("one was suggested before the one before it was known");
        Stall.Lasts([.. first, .. late], parameters: 6, pending: 0).ShouldBeFalse();
    }

    [Fact]
    public void Failures_gain_nothing_and_are_no_stall_by_themselves()
    {
        Lasts([]).ShouldBeFalse();
        Lasts([.. Enumerable.Repeat(double.NaN, 40)]).ShouldBeFalse();
        Lasts([3, .. Enumerable.Repeat(double.NaN, 20)]).ShouldBeTrue();
    }

    private static bool Lasts(double[] losses) => Stall.Lasts(losses, parameters: 5, pending: 0);
}
