using System.Text.Json;
using Orchestrator.Cli.Embedded;
using Orchestrator.Cli.Rendering;
using Orchestrator.Cli.Tests.EndToEnd;
using Orchestrator.Contracts.Definitions;
using Orchestrator.Contracts.Identifiers;
using Orchestrator.Contracts.Trials;
using Orchestrator.Sweeps;

namespace Orchestrator.Cli.Tests.Clustered;

/// <summary>
/// A submission that broke off after two of three outer folds, and its repetition: of one name, numbered otherwise, perhaps of another
/// seed. Once their scores were averaged, because numbers in names agreed.
/// </summary>
public sealed class NestedSeriesTests : ClusterTest
{
    private static readonly DateTimeOffset At = DateTimeOffset.UnixEpoch;

    [Fact]
    public async Task Sweeps_of_different_submissions_are_never_averaged()
    {
        foreach (var (id, series, outer, score) in new[]
        {
            ("splice-outer0-1", "broken", 0, 0.1), ("splice-outer1-1", "broken", 1, 0.2),
            ("splice-outer0-2", "whole", 0, 0.7), ("splice-outer1-2", "whole", 1, 0.8), ("splice-outer2-1", "whole", 2, 0.9),
        })
        {
            Gateway.Add(Story(id, series, outer, score));
        }
        foreach (var member in new[] { "splice-outer0-2", "splice-outer2-1" })
        {
            var nested = await NestedAsync(member);
            nested.GetProperty("folds").EnumerateArray().Select(f => f.GetProperty("sweep").GetProperty("value").GetString())
                .ShouldBe(["splice-outer0-2", "splice-outer1-2", "splice-outer2-1"]);
            nested.GetProperty("mean").GetDouble().ShouldBe(0.8, 1e-9);
        }
        var broken = await NestedAsync("splice-outer1-1");
        broken.GetProperty("folds").GetArrayLength().ShouldBe(2);
        broken.TryGetProperty("mean", out _).ShouldBeFalse("one of its outer folds was never submitted");
    }

    [Fact]
    public void An_outer_fold_that_was_submitted_twice_counts_once()
    {
        var completed = State(Story("a-outer0-1", "s", 0, 0.5));
        var cancelled = State([.. Story("a-outer0-2", "s", 0, 0.1)[..1], new SweepCancelled("twice", At)]);
        NestedSeries.Of("s", [cancelled, State(Story("a-outer1-1", "s", 1, 0.7)), completed]).Select(s => s.Id.Value)
            .ShouldBe(["a-outer0-1", "a-outer1-1"]);
        NestedView.Of(NestedSeries.Of("t", [completed])).ShouldBeNull();
    }

    private async Task<JsonElement> NestedAsync(string member)
    {
        var best = await OrchestratorProcess.RunAsync("best", member, "--json", "--server", Address);
        best.ExitCode.ShouldBe(0, best.Errors);
        return JsonDocument.Parse(best.Output).RootElement.GetProperty("nested");
    }

    private static SweepState State(SweepEvent[] events) => events.Aggregate(SweepState.Empty, SweepEvolution.Apply);

    private static SweepEvent[] Story(string id, string series, int outer, double score)
    {
        var definition =
            WatchTests.Planned.Definition with
            {
                CrossValidation =
                new CrossValidationDefinition(3, false, 0, Nested: new NestedDefinition(2, series, outer))
            };
        var refit = new AttemptId(new FoldId(0, FoldId.RefitFold), 1);
        return
        [
            new SweepPlanned(new SweepId(id), definition, "fingerprint", At),
            new TrialSuggested(0, Contracts.SearchSpaces.Configuration.Empty.With("x", Contracts.SearchSpaces.ParameterValue.Of(0.5)), At),
            new TrialCompleted(0, 0.5, 0.1, At),
            new SearchExhausted(1, At),
            new RefitPlanned(0, 1, At),
            new AttemptStarted(refit, new SlotId("node", 0), At),
            new AttemptCompleted(refit, new FoldResult(score, 1, 1, new Dictionary<string, double> { ["test/accuracy"] = score }, 1), At),
            new SweepCompleted(0, "done", At),
        ];
    }
}
