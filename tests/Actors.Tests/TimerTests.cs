namespace Orchestrator.Actors.Tests;

public sealed class TimerTests
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    private readonly Stage _stage = new();

    [Fact]
    public void A_scheduled_message_comes_once_and_in_time()
    {
        var begin = _stage.Time.GetUtcNow();
        _stage.Play((script, message) =>
        {
            if (message is "begin")
            {
                script.Context.ScheduleOnce(3 * Second, "three");
                script.Context.ScheduleOnce(1 * Second, "one");
            }

            _stage.Notes.Add($"{message} at {(_stage.Time.GetUtcNow() - begin).TotalSeconds}");
        }).Tell("begin");
        _stage.Run(100 * Second);
        _stage.Notes.ShouldBe(["begin at 0", "one at 1", "three at 3"]);
    }

    [Fact]
    public void Cancelling_withdraws_it_even_from_the_mailbox()
    {
        IDisposable? timer = null;
        var actor = _stage.Play((script, message) =>
        {
            _stage.Notes.Add($"{message}");
            if (message is "begin")
            {
                timer = script.Context.ScheduleOnce(Second, "timer");
            }
            else
            {
                timer!.Dispose();
            }
        });
        actor.Tell("begin");
        _stage.Run();
        actor.Tell("cancel");
        _stage.Time.Advance(Second);
        _stage.Run();
        _stage.Notes.ShouldBe(["begin", "cancel"]);
    }

    [Fact]
    public void A_stopped_actor_leaves_no_timers()
    {
        var actor = _stage.Play((script, _) => script.Context.ScheduleOnce(Second, "later"));
        actor.Tell("begin");
        _stage.Run();
        _stage.Time.Next.ShouldNotBeNull();
        _stage.System.Stop(actor);
        _stage.Run();
        _stage.Time.Next.ShouldBeNull();
    }

    [Fact]
    public void Work_beside_the_mailbox_reports_back()
    {
        var work = new TaskCompletionSource<int>();
        var actor = _stage.Play((script, message) =>
        {
            _stage.Notes.Add($"{message}");
            if (message is Task<int> begun)
            {
                script.Context.PipeToSelf(begun, result => $"result {result}", cause => $"failed: {cause.Message}");
            }
        });
        actor.Tell(work.Task);
        actor.Tell("meanwhile");
        _stage.Run();
        work.SetResult(3);
        _stage.Run();
        actor.Tell(Task.FromException<int>(new FormatException("no")));
        _stage.Run();
        _stage.Notes.Where(note => !note.StartsWith("System.", StringComparison.Ordinal)).ShouldBe(["meanwhile", "result 3", "failed: no"]);
    }
}
