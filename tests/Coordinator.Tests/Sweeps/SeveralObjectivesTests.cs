using System.Text.Json.Nodes;
using Orchestrator.Contracts.Definitions;
using Orchestrator.Coordinator.Persistence;
using Orchestrator.Coordinator.Tests.Scripted;
using Orchestrator.Search;
using Orchestrator.Sweeps;
using Orchestrator.Sweeps.Serialization;

namespace Orchestrator.Coordinator.Tests.Sweeps;

public class SeveralObjectivesTests
{
    public static TheoryData<string> Samplers => ["nsga-ii", "parego"];

    private static SweepDefinition Definition(string algorithm, int trials = 30, int parallel = 3, StopDefinition? stop = null) =>
        Sample.Definition(trials, parallel, folds: 2) with
        {
            Search = new SearchDefinition(algorithm, trials, parallel, Stop: stop),
            AdditionalObjectives = [new ObjectiveDefinition("parameters", Direction.Minimize)],
        };

    [Theory]
    [MemberData(nameof(Samplers))]
    public async Task The_table_depends_neither_on_slots_nor_on_the_order_of_results(string algorithm)
    {
        var tables = new List<IReadOnlyList<string>>();
        foreach (var slots in new[] { 1, 3, 5 })
        {
            await using var harness = new CoordinatorHarness();
            var state = await harness.RunToEndAsync(Definition(algorithm), slots: slots);
            tables.Add([.. Table.Of(state), $"front {string.Join(' ', state.Front!)}"]);
            state.Front!.Count.ShouldBeGreaterThan(1);
            state.Front.ShouldContain(state.Best!.Value);
        }
        tables[1].ShouldBe(tables[0]);
        tables[2].ShouldBe(tables[0]);
    }

    [Theory]
    [MemberData(nameof(Samplers))]
    public async Task Every_suggestion_is_derived_again(string algorithm)
    {
        await using var harness = new CoordinatorHarness();
        await harness.RunToEndAsync(Definition(algorithm), slots: 3);
        var audit = await SuggestionAudit.RunAsync((await harness.EventsAsync()).ToAsyncEnumerable(), SamplerRegistry.Create);
        (audit.Agrees, audit.Compared).ShouldBe((true, 30));
    }

    [Theory]
    [MemberData(nameof(Samplers))]
    public async Task A_sweep_is_resumed_exactly(string algorithm)
    {
        var definition = Definition(algorithm, trials: 27, parallel: 2, new StopDefinition(NoImprovement: 20));
        await using var undisturbed = new CoordinatorHarness();
        var whole = await undisturbed.RunToEndAsync(definition);
        var last = (await undisturbed.EventsAsync()).Count;
        for (var cut = 2; cut < last - 2; cut += last / 7)
        {
            await using var harness = new CoordinatorHarness();
            var state = await harness.RunCutAsync(definition, cut);
            Table.Of(state).ShouldBe(Table.Of(whole), $"cut after event {cut}");
            state.Front!.ShouldBe(whole.Front!);
        }
    }

    [Fact]
    public async Task A_journal_of_before_is_read_as_one_of_a_single_objective()
    {
        await using var harness = new CoordinatorHarness();
        await harness.RunToEndAsync(Sample.Definition(trials: 3));
        var state = SweepState.Empty;
        foreach (var happened in await harness.EventsAsync())
        {
            var (manifest, json) = SweepEventCodec.Encode(happened);
            if (happened is TrialCompleted or SweepPlanned)
            {
                JsonNode.Parse(json)!.ToJsonString().ShouldNotContain("urther"); // as it was written then
            }

            state = SweepEvolution.Apply(state, SweepEventCodec.Decode(manifest, json));
        }
        (state.Front, state.Trials[0].AdditionalScores, state.Definition.TradesOff).ShouldBe((null, null, false));
    }
}
