using System.Text.Json;
using Orchestrator.Contracts.Identifiers;
using Orchestrator.Contracts.SearchSpaces.Constraints;
using Orchestrator.Contracts.Serialization;
using Orchestrator.Coordinator.Tests.Scripted;
using Orchestrator.Sweeps;
using Orchestrator.Sweeps.Serialization;

namespace Orchestrator.Coordinator.Tests.Persistence;

public class SweepEventCodecTests
{

    [Fact]
    public void Every_event_of_the_core_has_a_manifest()
    {
        var events = typeof(SweepEvent).Assembly.GetTypes().Where(t => t.IsSubclassOf(typeof(SweepEvent))).ToArray();
        SweepEventCodec.Known.Count.ShouldBe(events.Length);
        SweepEventCodec.Known.ShouldAllBe(manifest => !manifest.Contains('.') && manifest.EndsWith("/1"));
    }

    [Fact]
    public async Task A_whole_sweep_comes_back_as_it_was_written()
    {
        await using var harness = new CoordinatorHarness();
        await harness.RunToEndAsync(Sample.Definition(trials: 3));
        var events = await harness.EventsAsync();
        foreach (var happened in events)
        {
            var (manifest, json) = SweepEventCodec.Encode(happened);
            var back = SweepEventCodec.Decode(manifest, json);
            back.GetType().ShouldBe(happened.GetType());
            JsonSerializer.Serialize(back, back.GetType(), WireJson.Options)
                .ShouldBe(JsonSerializer.Serialize(happened, happened.GetType(), WireJson.Options));
        }
        events.Select(e => e.GetType()).Distinct().Count().ShouldBeGreaterThanOrEqualTo(6);
    }

    [Fact]
    public void A_space_keeps_its_constraints_and_older_journals_have_none()
    {
        var definition = Sample.Definition();
        var (manifest, old) =
            SweepEventCodec.Encode(new SweepPlanned(new SweepId("sample-1"), definition, "abc", DateTimeOffset.UnixEpoch));
        old.ShouldNotContain("constraints");
        SweepEventCodec.Decode(manifest, old).ShouldBeOfType<SweepPlanned>().Definition.Space.ShouldBe(definition.Space);

        var space = definition.Space with { Constraints = [Constraint.Parse("n * x <= 8 or kind == 'b'")] };
        var (_, json) =
            SweepEventCodec.Encode(
                new SweepPlanned(new SweepId("sample-1"), definition with { Space = space }, "abc", DateTimeOffset.UnixEpoch));
        SweepEventCodec.Decode(manifest, json).ShouldBeOfType<SweepPlanned>().Definition.Space.ShouldBe(space);
    }

    [Fact]
    public void An_unknown_event_stops_the_reader()
    {
        Should.Throw<FormatException>(() => SweepEventCodec.Decode("trial-teleported/1", "{}")).Message.ShouldContain("trial-teleported/1");
    }
}
