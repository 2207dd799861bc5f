using Orchestrator.Cli.Tests.EndToEnd;
using Orchestrator.Contracts.Identifiers;
using Orchestrator.Contracts.SearchSpaces;
using Orchestrator.Contracts.Trials;
using Orchestrator.Sweeps;

namespace Orchestrator.Cli.Tests.Clustered;

/// <summary><c>best</c> of a sweep whose best trial the posterior has chosen.</summary>
public sealed class BestByTests : ClusterTest
{
    [Fact]
    public async Task It_is_the_chosen_one_unless_the_mean_is_asked_for()
    {
        var planned = WatchTests.Planned;
        var refit = new AttemptId(new FoldId(1, FoldId.RefitFold), 1);
        Gateway.Add([
            planned, .. Trial(0, 0.91), .. Trial(1, 0.90), new BestChosen(new PosteriorBest(1, 0.8925, 0.01, 0, 0.8725), planned.At),
            new RefitPlanned(1, 3, planned.At), .. Trained(refit, 0.88), new SweepCompleted(1, "Done.", planned.At)]);

        var chosen = await BestAsync();
        chosen.ShouldContain("Best: trial 1  accuracy 0.9000 ± 0.0100 over the folds");
        chosen.ShouldContain("By the trials around too: trial 1  accuracy 0.8925 ± 0.0100 expected");
        chosen.ShouldContain("of trial 0 no more than 0.8725 is expected: its folds were lucky");

        var told = await BestAsync("--by", "mean");
        told.ShouldContain("Best: trial 0  accuracy 0.9100 ± 0.0100 over the folds");
        told.ShouldNotContain("By the trials around");
        told.ShouldNotContain("Test:");
    }

    private async Task<string> BestAsync(params string[] more)
    {
        var shown = await OrchestratorProcess.RunAsync(["best", Sweep.Value, "--server", Address, .. more]);
        shown.ExitCode.ShouldBe(0, shown.Errors);
        return shown.Output;
    }

    private static SweepEvent[] Trial(int number, double mean) =>
    [
        new TrialSuggested(number, Configuration.Empty.With("x", ParameterValue.Of(0.5 + number)), WatchTests.Planned.At),
        .. Trained(new(new FoldId(number, 0), 1), mean - 0.01), .. Trained(new(new FoldId(number, 1), 1), mean + 0.01),
        new TrialCompleted(number, mean, 0.01, WatchTests.Planned.At),
    ];
}
