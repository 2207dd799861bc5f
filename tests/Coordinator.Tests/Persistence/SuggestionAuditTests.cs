using Orchestrator.Contracts.SearchSpaces;
using Orchestrator.Coordinator.Persistence;
using Orchestrator.Coordinator.Tests.Scripted;
using Orchestrator.Search;
using Orchestrator.Sweeps;

namespace Orchestrator.Coordinator.Tests.Persistence;

public class SuggestionAuditTests
{
    public static TheoryData<string> Samplers => [.. SamplerRegistry.Names.Except(["grid"])];

    [Theory]
    [MemberData(nameof(Samplers))]
    public async Task Every_samplers_suggestions_are_derived_again(string algorithm)
    {
        await using var harness = new CoordinatorHarness();
        await harness.RunToEndAsync(Sample.Definition(trials: 12, parallel: 3, algorithm: algorithm), slots: 3);
        var result = await Audit(await harness.EventsAsync());
        result.Agrees.ShouldBeTrue(result.ToString());
        result.Compared.ShouldBe(12);
    }

    [Fact]
    public async Task A_suggestion_that_was_tampered_with_is_found()
    {
        await using var harness = new CoordinatorHarness();
        await harness.RunToEndAsync(Sample.Definition(trials: 6));
        var events = (await harness.EventsAsync()).ToList();
        var at = events.FindIndex(e => e is TrialSuggested { Trial: 4 });
        var honest = ((TrialSuggested)events[at]).Configuration;
        var forged =
            new Configuration(
                [.. honest.Settings.Select(s => s.Name == "n" ? s with { Value = ParameterValue.Of(s.Value.Number % 8 + 1) } : s)]);
        events[at] = (TrialSuggested)events[at] with { Configuration = forged };
        var result = await Audit(events);
        (result.Trial, result.Compared, result.Journaled, result.Derived).ShouldBe((4, 4, forged, honest));
    }

    private static Task<SuggestionAuditResult> Audit(IReadOnlyList<SweepEvent> events) =>
        SuggestionAudit.RunAsync(events.ToAsyncEnumerable(), SamplerRegistry.Create);
}
