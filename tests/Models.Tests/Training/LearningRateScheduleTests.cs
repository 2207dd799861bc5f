using Orchestrator.Contracts.SearchSpaces;
using Orchestrator.Models.Training;

namespace Orchestrator.Models.Tests.Training;

public sealed class LearningRateScheduleTests
{
    [Theory]
    [InlineData("constant", 0.2, 0.2, 0.2)]
    [InlineData("linear", 0.2, 0.1, 0.05)]
    [InlineData("cosine", 0.2, 0.1, 0.029289321881345254)]
    public void Falls_from_the_first_epoch_to_the_last(string name, double first, double half, double last)
    {
        var schedule = Schedule(name, horizon: 4);

        schedule.Of(1, 0, []).ShouldBe(first, 1e-12);
        schedule.Of(3, 0, []).ShouldBe(half, 1e-12);
        schedule.Of(4, 0, []).ShouldBe(last, 1e-12);
    }

    // PyTorch 1.13: StepLR(2, 0.5).
    [Fact]
    public void Steps_fall_as_in_PyTorch()
    {
        var schedule = Schedule("step", 100, 1, ("decay_epochs", 2));

        Enumerable.Range(1, 6).Select(epoch => schedule.Of(epoch, 0, [])).ShouldBe([0.2, 0.2, 0.1, 0.1, 0.05, 0.05], 1e-12);
    }

    // PyTorch 1.13: ReduceLROnPlateau(factor=0.5, patience=2, threshold=0).
    [Fact]
    public void Plateaus_are_those_of_PyTorch()
    {
        double[] losses = [5, 4, 4.5, 4.2, 4.1, 3, 3.5, 3.2, 3.1, 3.3, 3.3, 3.3];
        var schedule = Schedule("plateau", 100, 1, ("decay_epochs", 2));

        losses.Select((_, epochs) => schedule.Of(epochs + 1, 0, losses[..epochs]))
            .ShouldBe([0.2, 0.2, 0.2, 0.2, 0.2, 0.1, 0.1, 0.1, 0.1, 0.05, 0.05, 0.05], 1e-12);
    }

    // PyTorch 1.13: OneCycleLR(max_lr=0.2, total_steps=20).
    [Fact]
    public void One_cycle_is_that_of_PyTorch()
    {
        double[] expected =
        [
            0.008000000000000007, 0.026334368540005065, 0.07433436854000505, 0.13366563145999494, 0.18166563145999495, 0.2,
                0.19749280124701749,
            0.19009692640269477, 0.17818323551421, 0.1623491307899526, 0.14338860035826018, 0.12225240438725786, 0.1000004,
                0.07774839561274215,
            0.056612199641739844, 0.0376516692100474, 0.021817564485790007, 0.009903873597305258, 0.002507998752982511, 8e-07,
        ];
        var schedule = Schedule("one-cycle", horizon: 5, steps: 4);

        Enumerable.Range(0, 20).Select(step => schedule.Of(1 + step / 4, step % 4, [])).ShouldBe(expected, 1e-12);
    }

    [Fact]
    public void Warm_up_rises_evenly_by_steps()
    {
        var schedule = Schedule("constant", 10, 4, ("warmup", 2));

        Enumerable.Range(0, 10).Select(step => schedule.Of(1 + step / 4, step % 4, []) / 0.2)
            .ShouldBe([0.125, 0.25, 0.375, 0.5, 0.625, 0.75, 0.875, 1, 1, 1], 1e-12);
    }

    private static LearningRateSchedule Schedule(string name, int horizon, int steps = 1, params (string, double)[] numbers)
    {
        var settings = PlantedSweep.Settings([("learning_rate", 0.2), .. numbers]).With("schedule", ParameterValue.Of(name));
        return new(new(ModelCatalog.Find("mlp"), Configuration.Empty, settings), horizon, steps);
    }
}
