using Orchestrator.Contracts.Spaces;
using Orchestrator.Models.Catalog;
using Orchestrator.Models.Training;

namespace Orchestrator.Models.Tests.Training;

public sealed class LearningRateScheduleTests
{
    [Theory]
    [InlineData("constant", 0.2, 0.2, 0.2)]
    [InlineData("linear", 0.2, 0.1, 0.05)]
    [InlineData("cosine", 0.2, 0.1, 0.029289321881345254)]
    public void Falls_from_the_first_epoch_to_the_last(string schedule, double first, double half, double last)
    {
        var model = ModelCatalog.Find("mlp");
        var settings = new ModelSettings(model, Configuration.Empty, PlantedSweep.Settings(("learning_rate", 0.2)).With("schedule", ParameterValue.Of(schedule)));

        LearningRateSchedule.Of(settings, 1, 4).ShouldBe(first, 1e-12);
        LearningRateSchedule.Of(settings, 3, 4).ShouldBe(half, 1e-12);
        LearningRateSchedule.Of(settings, 4, 4).ShouldBe(last, 1e-12);
    }
}
