using Akka.Actor;
using Akka.TestKit;
using Akka.TestKit.Xunit2;
using Orchestrator.Contracts.Collections;
using Orchestrator.Contracts.Identifiers;
using Orchestrator.Contracts.Messages;
using Orchestrator.Contracts.Trials;
using Orchestrator.GpuNode.Link;
using Orchestrator.GpuNode.Tests.Scripted;
using Orchestrator.Shared;

namespace Orchestrator.GpuNode.Tests.Link;

/// <summary>A node's connection by a clock that the test drives, and with coordinators that the test speaks for.</summary>
public sealed class CoordinatorLinkActorTests : TestKit
{
    private const string First = "a:7071", Second = "b:7071", Third = "c:7071";
    private static readonly TimeSpan Lease = TimeSpan.FromSeconds(10), Interval = Lease / 4;
    private readonly TaskCompletionSource<string> refused = new();
    private readonly TestProbe wire;
    private readonly TestProbe node;
    private readonly IActorRef link;
    private long revision = 1;

    public CoordinatorLinkActorTests() : base(VirtualClock.Hocon)
    {
        (wire, node) = (CreateTestProbe("wire"), CreateTestProbe("node"));
        var (introduction, channel) = (new NodeJoined("here", "first", []), new RecordedChannel(wire.Ref));
        var options = new LinkOptions { Coordinators = [First, Second], Lease = Lease, Time = new VirtualClock(Clock) };
        link = Sys.ActorOf(Props.Create(() => new CoordinatorLinkActor(introduction, _ => channel, options, refused)));
        link.Tell(introduction, node.Ref);
        Sends<NodeJoined>();
    }

    private TestScheduler Clock => (TestScheduler)Sys.Scheduler;

    [Fact]
    public void Reports_arrive_in_order_and_are_sent_again_until_they_are_acknowledged()
    {
        Report(Sample.Completed(1), Sample.Completed(2), Sample.Completed(3));
        var first = Sends<WorkerReports>();
        (first.Sequence, first.Instance).ShouldBe((1, "first"));
        first.Messages.ShouldBe([Sample.Completed(1)]);
        Beats();
        Sends<WorkerReports>().ShouldBe(first);
        Sends<WorkerReports>().ShouldBe(first); // to the other one
        Answers(new ReportsAcknowledged(Sample.Sweep, 1));
        var second = Sends<WorkerReports>();
        second.Sequence.ShouldBe(3);
        second.Messages.ShouldBe([Sample.Completed(2), Sample.Completed(3)]);
        Answers(new ReportsAcknowledged(Sample.Sweep, 1)); // came twice
        Answers(new ReportsAcknowledged(Sample.Sweep, 3));
        Report(Sample.Completed(4));
        Sends<WorkerReports>().Messages.ShouldBe([Sample.Completed(4)]);
    }

    [Fact]
    public void Heartbeats_say_which_offer_was_the_last_so_that_one_that_gets_lost_is_noticed()
    {
        Beats();
        link.Tell(new NodeJoined("here", "first", [Sample.Slot]), node.Ref);
        Sends<NodeJoined>().Revision.ShouldBe(revision = 2);
        Beats();
    }

    [Fact]
    public void What_waits_goes_in_batches_that_fit_a_frame()
    {
        Report([.. Enumerable.Range(1, 130).Select(Sample.Completed)]);
        foreach (var expected in new[] { 1, 65, 129, 130 })
        {
            Sends<WorkerReports>().Sequence.ShouldBe(expected);
            Answers(new ReportsAcknowledged(Sample.Sweep, expected));
        }
    }

    [Fact]
    public void Logs_are_long_and_go_in_smaller_batches()
    {
        Report([.. Enumerable.Range(1, 20).Select(Logged)]);
        foreach (var expected in new[] { 1, 9, 17, 20 })
        {
            Sends<WorkerReports>().Sequence.ShouldBe(expected);
            Answers(new ReportsAcknowledged(Sample.Sweep, expected));
        }
    }

    [Fact]
    public void While_nobody_listens_logs_are_given_up_and_nothing_else()
    {
        Report(Sample.Completed(1)); // on its way
        Report([.. Enumerable.Range(1, 1000).Select(Logged), Sample.Completed(2)]);
        var heard = new List<WorkerMessage>();
        var reports = Sends<WorkerReports>();
        for (; !reports.Messages.Contains(Sample.Completed(2)); reports = Sends<WorkerReports>())
        {
            heard.AddRange(reports.Messages);
            Answers(new ReportsAcknowledged(Sample.Sweep, reports.Sequence));
        }

        heard.AddRange(reports.Messages);
        heard[0].ShouldBe(Sample.Completed(1));
        heard.OfType<FoldLogged>().Select(logged => logged.Lines[0].Number).ShouldBe(Enumerable.Range(745, 256));
    }

    private static FoldLogged Logged(int number) => new(
        Sample.Sweep, Sample.Attempt(1), [new LogLine(number, DateTimeOffset.UnixEpoch, "text")], 100, 101);

    [Fact]
    public void The_sweeps_do_not_wait_for_each_other()
    {
        Report(Sample.Completed(1));
        Sends<WorkerReports>();
        var other = Sample.Completed(1) with { Sweep = new SweepId("other-1") };
        Report(other);
        Sends<WorkerReports>().Sweep.ShouldBe(other.Sweep);
    }

    [Fact]
    public void While_the_scheduler_is_silent_all_coordinators_are_asked_and_the_one_that_answers_stays()
    {
        Beats(First);
        Beats(First, Second);
        Answers(new HeartbeatAcknowledged([Third]), Second);
        Beats(Second);
        Answers(new QueryLeases(Sample.Sweep, 1, 1), Third); // a sweep lives there, and not the scheduler
        Beats(Second, Third, First); // the one of which it was told, before the one that was silent
        Answers(new QueryNodeState(), Third);
        Beats(Third);
    }

    [Fact]
    public void A_new_scheduler_that_asks_is_answered_where_it_lives()
    {
        Beats(First);
        Beats(First, Second);
        Answers(new QueryNodeState(), Second);
        node.ExpectMsg<QueryNodeState>();
        link.Tell(new NodeJoined("here", "first", []), node.Ref);
        wire.ExpectMsg<RecordedChannel.Sent>().Coordinator.ShouldBe(Second);
    }

    [Fact]
    public void Reports_go_where_their_sweep_lives_and_to_everybody_when_nobody_has_taken_them()
    {
        Answers(Sample.Run(1), Third);
        Report(Sample.Completed(1));
        wire.ExpectMsg<RecordedChannel.Sent>().Coordinator.ShouldBe(Third);
        Answers(new HeartbeatAcknowledged([Third]), First);
        Beats(First);
        string[] again = [Sent<WorkerReports>(), Sent<WorkerReports>(), Sent<WorkerReports>()];
        again.ShouldBe([First, Third, Second]);
    }

    [Fact]
    public void After_two_leases_of_silence_the_channel_is_made_anew_and_the_workers_go_on()
    {
        Beats(First);
        for (var beat = 0; beat < 7; beat++)
        {
            Beats(First, Second);
        }
        Clock.Advance(Interval);
        wire.ExpectMsg<RecordedChannel.Renewed>();
        (Sent<NodeHeartbeat>(), Sent<NodeHeartbeat>()).ShouldBe((First, Second));
        for (var beat = 0; beat < 8; beat++)
        {
            Beats(First, Second); // once in two leases
        }
        node.HasMessages.ShouldBeFalse();
        Answers(Sample.Run(1), Second);
        node.ExpectMsg<RunFold>();
        Beats(First, Second);
        Beats(First, Second); // and no renewal any more
    }

    [Fact]
    public void Who_bears_the_name_of_one_that_lives_is_refused_after_the_time_in_which_a_dead_one_would_have_been_noticed()
    {
        for (var beat = 0; beat < 6; beat++)
        {
            Beats();
            Answers(new NodeNameTaken("here"));
        }
        refused.Task.IsCompleted.ShouldBeFalse();
        Beats();
        Answers(new NodeNameTaken("here"));
        Beats();
        refused.Task.IsCompleted.ShouldBeTrue();
    }

    [Fact]
    public void Who_has_been_taken_in_is_not_refused_later()
    {
        Answers(new HeartbeatAcknowledged([]));
        for (var beat = 0; beat < 8; beat++)
        {
            Beats();
            Answers(new NodeNameTaken("here"));
        }
        Beats();
        refused.Task.IsCompleted.ShouldBeFalse();
    }

    [Fact]
    public void A_farewell_goes_behind_the_last_report_and_until_it_is_heard()
    {
        Report(Sample.Completed(1));
        Sends<WorkerReports>();
        link.Tell(new CoordinatorLinkActor.Leave(new NodeLeft("here", "first")), TestActor);
        Answers(new ReportsAcknowledged(Sample.Sweep, 1));
        Sends<NodeLeft>();
        Settle();
        Clock.Advance(Interval);
        Sends<NodeLeft>(); // and no heartbeat: whoever has heard the first would ask who that is
        Answers(new QueryNodeState()); // of a scheduler that heard the first, and then a heartbeat
        node.ExpectMsg<QueryNodeState>();
        link.Tell(new NodeJoined("here", "first", []), node.Ref);
        Answers(new NodeLeaveAcknowledged());
        ExpectMsg<CoordinatorLinkActor.Left>();
        wire.HasMessages.ShouldBeFalse("it does not come back");
    }

    [Fact]
    public void Who_leaves_when_nobody_is_there_is_not_kept()
    {
        Report(Sample.Completed(1));
        Sends<WorkerReports>();
        link.Tell(new CoordinatorLinkActor.Leave(new NodeLeft("here", "first")), TestActor);
        for (var beat = 0; beat < 4; beat++)
        {
            Beats(beat == 0 ? [First] : [First, Second]);
            (Sent<WorkerReports>(), Sent<WorkerReports>()).ShouldBe((First, Second));
        }
        HasMessages.ShouldBeFalse();
        Clock.Advance(Interval);
        ExpectMsg<CoordinatorLinkActor.Left>();
    }

    [Fact]
    public void An_order_of_an_owner_that_was_succeeded_is_passed_over()
    {
        Answers(Sample.Run(1) with { Epoch = 5 });
        Answers(Sample.Run(2) with { Epoch = 4 });
        Answers(new StopFold(Sample.Slot.Id, Sample.Sweep, Sample.Attempt(1), 4));
        Answers(new QueryLeases(Sample.Sweep, 1, 4));
        Answers(new StopFold(Sample.Slot.Id, new SweepId("other-1"), Sample.Attempt(1), 1)); // of another sweep
        Answers(new QueryLeases(Sample.Sweep, 1, 6));
        node.ExpectMsg<RunFold>().Epoch.ShouldBe(5);
        node.ExpectMsg<StopFold>().Sweep.Value.ShouldBe("other-1");
        node.ExpectMsg<QueryLeases>().Epoch.ShouldBe(6);
    }

    [Fact]
    public void An_attempt_whose_end_is_not_acknowledged_is_in_hand()
    {
        Report(Sample.Completed(1));
        Sends<WorkerReports>();
        var running = new HeldLease(Sample.Slot.Id, Sample.Sweep, Sample.Attempt(2));
        link.Tell(new LeasesReported(Sample.Sweep, "here", 7, 1, [running]), node.Ref);
        Sends<LeasesReported>().Leases.Select(l => l.Attempt).ShouldBe([Sample.Attempt(2), Sample.Attempt(1)]);
        Answers(new ReportsAcknowledged(Sample.Sweep, 1));
        link.Tell(new LeasesReported(Sample.Sweep, "here", 8, 1, [running]), node.Ref);
        Sends<LeasesReported>().Leases.ShouldBe([running]);
    }

    private void Report(params IReadOnlyList<WorkerMessage> reports)
    {
        foreach (var report in reports)
        {
            link.Tell(report, node.Ref);
        }
    }

    private void Answers(object message, string? coordinator = null) => link.Tell(new CoordinatorSaid(coordinator, message), wire.Ref);

    // What was told before is heard by then.
    private void Settle() => link.Ask<ActorIdentity>(new Identify(null), Sample.WaitLimit).Wait();

    // To whom the next heartbeat goes; null = to the first one only, whoever that is.
    private void Beats(params string[] coordinators)
    {
        Settle();
        Clock.Advance(Interval);
        for (var beat = 0; beat < Math.Max(1, coordinators.Length); beat++)
        {
            var sent = wire.ExpectMsg<RecordedChannel.Sent>();
            sent.Message.ShouldBe(new NodeHeartbeat("here", "first", revision));
            if (coordinators.Length > 0)
            {
                sent.Coordinator.ShouldBe(coordinators[beat]);
            }
        }
    }

    private T Sends<T>() => wire.ExpectMsg<RecordedChannel.Sent>().Message.ShouldBeOfType<T>();

    // To whom the next message goes, which is one of that kind.
    private string Sent<T>()
    {
        var sent = wire.ExpectMsg<RecordedChannel.Sent>();
        sent.Message.ShouldBeOfType<T>();
        return sent.Coordinator;
    }
}
