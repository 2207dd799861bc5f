using Orchestrator.Cli.Embedded;
using Orchestrator.Cli.Planning;
using Orchestrator.Cli.Tests.Rendering;
using Orchestrator.Contracts.Definitions;
using Orchestrator.Contracts.Identifiers;
using Orchestrator.Contracts.Trials;
using Orchestrator.Sweeps;

namespace Orchestrator.Cli.Tests.Planning;

/// <summary>How much disk a sweep is going to take, and who is told when there is less.</summary>
public sealed class DiskForecastTests
{
    private const long Weights = 1_000_000, Huge = 1L << 50;

    [Fact]
    public void Fewer_kept_trials_take_less_and_a_search_that_may_need_any_keeps_all()
    {
        var definition = Story.Definition(trials: 100, folds: 5);
        long Of(int? best, int? population = null, BestBy by = BestBy.Mean) => DiskForecast.Bytes(definition with
        {
            Artifacts = new ArtifactsDefinition(best),
            Search = definition.Search with { Population = population, BestBy = by },
        }, Weights);
        Of(0).ShouldBeLessThan(Of(3));
        Of(3).ShouldBeLessThan(Of(null));
        Of(null).ShouldBeGreaterThan(100L * 5 * 4 * Weights); // the best weights of each fold
        Of(null).ShouldBeLessThan(130L * 5 * 4 * Weights);
        Of(3, population: 10).ShouldBe(Of(null));
        Of(3, by: BestBy.Posterior).ShouldBe(Of(null));
        Of(0, by: BestBy.Posterior).ShouldBe(Of(0));
    }

    [Fact]
    public void A_disk_that_is_too_small_is_told_with_the_cure()
    {
        var folder = Path.Combine(Path.GetTempPath(), "not", "yet", "there");
        DiskForecast.Warning(1, folder).ShouldBeNull();
        DiskForecast.Warning(Huge, folder).ShouldNotBeNull().ShouldContain("orchestrator clean");
    }

    [Fact]
    public void A_running_sweep_that_will_not_fit_is_told_once_by_the_first_fold_that_knows_its_size()
    {
        var (told, outlook) = (new List<string>(), (DiskOutlook?)null);
        outlook = new DiskOutlook(Path.GetTempPath(), told.Add);
        var story = Story.Begin();
        outlook.See(story.State, [Done(double.NaN)]);
        outlook.See(story.State, [Done(1000)]);
        told.ShouldBeEmpty();
        outlook.See(story.State, [Done(Huge / 1000)]);
        outlook.See(story.State, [Done(Huge / 100)]);
        told.ShouldHaveSingleItem().ShouldStartWith("note: the checkpoints of this sweep may take ");
    }

    private static AttemptCompleted Done(double weights) => new(
        new AttemptId(new FoldId(0, 0), 1),
        new FoldResult(0.5, 1, 1, new Dictionary<string, double> { ["parameters"] = weights }, 1), DateTimeOffset.UnixEpoch);
}
