using Orchestrator.Models.Data;

namespace Orchestrator.Models.Tests.Data;

public class ValueTargetsTests
{
    [Fact]
    public void A_missing_value_is_zero_and_masked_also_in_a_selection()
    {
        var targets = new ValueTargets([1, 0, float.NaN, 1], ["a", "b"], [true, true, false, true]);
        targets.AreLabels.ShouldBeTrue();
        targets.HasMissing.ShouldBeTrue();
        var (values, mask) = (new float[4], new float[4]);
        targets.Select([1, 0]).CopyRows([0, 1], values, mask);
        values.ShouldBe([0f, 1, 1, 0]);
        mask.ShouldBe([0f, 1, 1, 1]);
        targets.Select([0]).HasMissing.ShouldBeFalse();
    }

    [Fact]
    public void A_known_value_is_finite() =>
        Should.Throw<ArgumentException>(() => new ValueTargets([float.NaN], ["a"]));
}
