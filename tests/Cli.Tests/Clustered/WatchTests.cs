using System.Threading.Channels;
using Orchestrator.Cli.Tests.EndToEnd;
using Orchestrator.Contracts.Collections;
using Orchestrator.Contracts.Definitions;
using Orchestrator.Contracts.SearchSpaces;
using Orchestrator.Sweeps;

namespace Orchestrator.Cli.Tests.Clustered;

public sealed class WatchTests : ClusterTest
{
    private static readonly DateTimeOffset At = DateTimeOffset.UnixEpoch;

    internal static readonly SweepPlanned Planned = new(Sweep, new SweepDefinition(
        "planted", 1, new DataDefinition("/nowhere.csv", "csv"), new ModelDefinition("mlp", Configuration.Empty),
            new SearchDefinition("random", 2),
        new SearchSpace(new Parameter[] { new FloatParameter("x", 0, 1) }.ToEquatableList()), new CrossValidationDefinition(2, false, 0),
        new ObjectiveDefinition("accuracy", Direction.Maximize), new StoppingDefinition(1), new ResourcesDefinition()), "fingerprint", At);

    [Fact]
    public async Task A_connection_that_ends_early_is_taken_up_where_it_was()
    {
        Gateway.Add(Planned);
        Tell(new EventNotice(Planned), new CaughtUpNotice());
        using var watching = OrchestratorProcess.Start("watch", "--json", "--server", Address);
        await watching.SeesAsync("sweep-planned/1");
        var old = Gateway.Notices;
        Gateway.Notices = Channel.CreateUnbounded<SweepNotice>();
        Tell(new EventNotice(Planned), new EventNotice(new SearchExhausted(0, At)), new CaughtUpNotice(),
            new EventNotice(new SweepCancelled("enough", At)));
        old.Writer.Complete();
        await watching.SeesAsync("search-exhausted/1");
        await watching.SeesAsync("sweep-cancelled/1");
        var ending = await watching.EndAsync();
        ending.ExitCode.ShouldBe(1, ending.Errors); // no trial has a score
        ending.Output.ShouldContain("\"event\":\"result\"");
        ending.Output.Split("sweep-planned/1").Length.ShouldBe(2);
        ending.Errors.ShouldContain("Trying again");
    }

    [Fact]
    public async Task Looking_away_leaves_the_sweep_alone()
    {
        Gateway.Add(Planned);
        Tell(new EventNotice(Planned), new CaughtUpNotice());
        using var watching = OrchestratorProcess.Start("watch", Sweep.Value, "--json", "--server", Address);
        await watching.SeesAsync("sweep-planned/1");
        await watching.InterruptAsync();
        var ending = await watching.EndAsync();
        ending.ExitCode.ShouldBe(130, ending.Errors);
        ending.Errors.ShouldContain($"orchestrator watch {Sweep}");
        Gateway.Cancelled.ShouldBeEmpty();
        await Gateway.WatchLeft.WaitAsync(TimeSpan.FromSeconds(30));
    }

    [Fact]
    public async Task In_a_pipe_it_prints_the_lines_that_a_run_prints()
    {
        Gateway.Add(Planned);
        Tell(new EventNotice(Planned), new EventNotice(new SweepCancelled("enough", At)), new CaughtUpNotice());
        var ending = await OrchestratorProcess.RunAsync("watch", "--server", Address);
        ending.Output.ShouldContain("planted-1: 2 trials x 2 folds");
        ending.Output.ShouldContain("cancelled: enough");
    }

    [Fact]
    public async Task What_a_sweep_waits_for_is_told_once_over_any_number_of_connections()
    {
        Gateway.Add(Planned);
        Tell(new EventNotice(Planned), new WaitingNotice("no node is present"), new CaughtUpNotice());
        using var watching = OrchestratorProcess.Start("watch", "--json", "--server", Address);
        (await watching.SeesAsync("waiting")).GetProperty("reason").GetString().ShouldBe("no node is present");
        var old = Gateway.Notices;
        Gateway.Notices = Channel.CreateUnbounded<SweepNotice>();
        Tell(new EventNotice(Planned), new WaitingNotice("no node is present"), new CaughtUpNotice(), new WaitingNotice(null));
        old.Writer.Complete();
        (await watching.SeesAsync("waiting")).EnumerateObject().ShouldBeEmpty();
        Tell(new EventNotice(new SweepCancelled("enough", At)));
        (await watching.EndAsync()).ExitCode.ShouldBe(1);
    }

    [Fact]
    public async Task A_pipe_has_a_line_for_it()
    {
        Gateway.Add(Planned);
        Tell(new EventNotice(Planned), new WaitingNotice("no node is present"), new CaughtUpNotice(), new WaitingNotice(null),
            new EventNotice(new SweepCancelled("enough", At)));
        var lines = (await OrchestratorProcess.RunAsync("watch", "--server", Address)).Output.Split('\n');
        lines.SkipWhile(line => !line.StartsWith("waiting", StringComparison.Ordinal)).Take(3).ShouldBe(
            ["waiting: no node is present", "waiting no longer: a node can serve the sweep", "cancelled: enough"]);
    }

    private void Tell(params SweepNotice[] notices)
    {
        foreach (var notice in notices)
        {
            Gateway.Notices.Writer.TryWrite(notice).ShouldBeTrue();
        }
    }
}
