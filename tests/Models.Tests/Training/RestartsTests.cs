using Orchestrator.Contracts.Messages;
using Orchestrator.Contracts.Trials;
using Orchestrator.Models.Training;

namespace Orchestrator.Models.Tests.Training;

/// <summary>Folds that pause at a rung, and draws that are numbered.</summary>
public sealed class RestartsTests : IDisposable
{
    private readonly PlantedSweep sweep = new();

    public void Dispose() => sweep.Dispose();

    [Fact]
    public void A_fold_that_pauses_tells_what_it_has_reached_and_goes_on_as_if_it_had_not()
    {
        var (whole, paused) = (sweep.Assignment(artifacts: "whole"), sweep.Assignment(artifacts: "paused"));
        whole.Epochs.ShouldBeGreaterThan(2);
        var all = new Recorder();
        var expected = Run(whole, all);

        var reached = Run(paused with { PauseAfter = 2 });
        reached.Epochs.ShouldBe(2);
        reached.Score.ShouldBe(all.Epochs.Take(2).Select(epoch => epoch.Metrics[$"validation/{sweep.Definition.Objective.Metric}"])
            .Aggregate((a, b) => sweep.Definition.Objective.IsBetter(b, a) ? b : a));
        Run(paused with { PauseAfter = 2 }).Score.ShouldBe(reached.Score); // asked again, after a crash

        var rest = new Recorder();
        var result = Run(paused, rest);
        rest.FromEpoch.ShouldBe(2);
        (result.Score, result.BestEpoch, result.Epochs).ShouldBe((expected.Score, expected.BestEpoch, expected.Epochs));
        rest.Epochs.Select(e => e.Metrics["train/loss"]).ShouldBe(all.Epochs.Select(e => e.Metrics["train/loss"]));
    }

    [Theory]
    [InlineData("restart")]
    [InlineData("input_order")]
    public void Numbered_draws_differ_from_each_other_and_from_none(string name)
    {
        double First(int draw, string folder)
        {
            var recorder = new Recorder();
            Run(sweep.Assignment(artifacts: folder, configuration: PlantedSweep.Settings((name, draw))) with { PauseAfter = 1 }, recorder);
            return recorder.Epochs[0].Metrics["train/loss"];
        }

        new[] { First(-1, "none"), First(0, "0"), First(1, "1") }.Distinct().Count().ShouldBe(3);
    }

    private static FoldResult Run(FoldAssignment assignment, Recorder? recorder = null)
    {
        using var trainer = new FoldTrainer();
        return trainer.Run(assignment, "cpu", recorder ??= new Recorder(), recorder.Stop);
    }
}
