using Akka.Actor;
using Microsoft.Extensions.Time.Testing;
using Orchestrator.Contracts.Messages;
using Orchestrator.Coordinator.Sweeps;
using Orchestrator.Coordinator.Tests.Scripted;
using Orchestrator.Sweeps;

namespace Orchestrator.Coordinator.Tests.Sweeps;

public sealed class SubscriptionTests
{
    [Fact]
    public async Task A_subscriber_hears_of_events_and_epochs_until_its_time_is_over()
    {
        var time = new FakeTimeProvider();
        await using var harness = new CoordinatorHarness { Time = time };
        var script = new Script { Holds = a => a.Fold is { Trial: 1, Fold: 0 } && a.Attempt == 1 };
        await harness.BuildAsync(script, slots: 1);
        var inbox = Inbox.Create(harness.System);
        harness.Tell(new SubscribeSweep(harness.Sweep, inbox.Receiver));
        (await inbox.ReceiveAsync(CoordinatorHarness.WaitLimit)).ShouldBe(new SweepChanged(harness.Sweep, 0, null));
        harness.Plan(Sample.Definition(trials: 3));
        await script.Holding.Task;
        var heard = await DrainAsync(harness, inbox);
        heard.OfType<EpochMeasured>().Count().ShouldBe(3 * 3);
        var numbers = heard.OfType<SweepChanged>().Select(c => c.SequenceNr).ToArray();
        numbers.ShouldBe(numbers.Order());

        time.Advance(SweepActor.SubscriptionTime + TimeSpan.FromSeconds(1));
        harness.Tell(new CancelSweepRequest(harness.Sweep, "enough"));
        await harness.EndAsync();
        (await DrainAsync(harness, inbox)).OfType<SweepChanged>().ShouldBeEmpty("it has not said again that it listens");
        (await harness.EventsAsync()).ShouldContain(e => e is SweepCancelled);
    }

    // Up to the answer to a message of its own, which comes last.
    private static async Task<List<object>> DrainAsync(CoordinatorHarness harness, Inbox inbox)
    {
        var heard = new List<object>();
        harness.Coordinator.Tell(new PauseSweepRequest(harness.Sweep, "anna", null, false), inbox.Receiver);
        while (true)
        {
            var next = await inbox.ReceiveAsync(CoordinatorHarness.WaitLimit);
            if (next is CommandHandled)
            {
                return heard;
            }
            heard.Add(next);
        }
    }
}
