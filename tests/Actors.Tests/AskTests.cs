using Orchestrator.Actors.Diagnostics;

namespace Orchestrator.Actors.Tests;

/// <summary>Virtual time stands still unless a test moves it: a failure seen here did not wait for the timeout.</summary>
public sealed class AskTests
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    private readonly Stage _stage = new();

    [Fact]
    public void The_answer_comes_back()
    {
        var doubler = _stage.Play((script, message) => script.Sender.Tell((int)message * 2));
        _stage.Result(doubler.Ask<int>(21, Second)).ShouldBe(42);
    }

    [Fact]
    public void No_answer_in_time_is_a_timeout_and_a_late_one_a_dead_letter()
    {
        IActorRef? asker = null;
        var silent = _stage.Play((script, _) => asker = script.Sender, "silent");
        var answer = silent.Ask<int>("anyone?", Second);
        _stage.Run(Second - TimeSpan.FromTicks(1));
        answer.IsCompleted.ShouldBeFalse();

        _stage.Run(TimeSpan.FromTicks(1));
        _stage.Failure<AskTimeoutException>(answer).Actor.ShouldBe(silent.Path);
        asker!.Tell(1, silent);
        _stage.Reports.OfType<DeadLetter>().ShouldHaveSingleItem().Sender.ShouldBe(silent.Path);
    }

    [Fact]
    public void An_exception_in_the_handler_is_thrown_to_the_asker_at_once()
    {
        var broken = _stage.Play(async (_, _) =>
        {
            await Task.Yield();
            throw new FormatException("not today");
        });
        _stage.Failure<FormatException>(broken.Ask<int>("try", Second)).Message.ShouldBe("not today");
    }

    [Fact]
    public void A_failure_may_be_answered()
    {
        var polite = _stage.Play((script, _) => script.Sender.Tell(new StatusFailure(new FormatException())));
        _stage.Failure<FormatException>(polite.Ask<int>("try", Second));
        _stage.Reports.ShouldBeEmpty();
    }

    [Fact]
    public void An_answer_of_another_type_is_an_error()
    {
        var wrong = _stage.Play((script, _) => script.Sender.Tell("text"), "wrong");
        _stage.Failure<InvalidCastException>(wrong.Ask<int>("number?", Second)).Message.ShouldContain("String");
    }

    [Fact]
    public void A_stopped_actor_fails_the_asker_at_once()
    {
        var actor = _stage.Play((_, _) => { });
        _stage.System.Stop(actor);
        _stage.Run();
        _stage.Failure<ActorStoppedException>(actor.Ask<int>("there?", Second)).Actor.ShouldBe(actor.Path);
        _stage.Failure<ActorStoppedException>(_stage.System.DeadLetters.Ask<int>("there?", Second));
    }

    [Fact]
    public void What_waits_in_the_mailbox_of_a_stopping_actor_fails_its_asker()
    {
        var gate = new TaskCompletionSource();
        var actor = _stage.Play(async (_, _) => await gate.Task);
        actor.Tell("hold");
        _stage.Run();
        var answer = actor.Ask<int>("queued", Second);
        _stage.System.Stop(actor);
        gate.SetResult();
        _stage.Failure<ActorStoppedException>(answer);
    }

    [Fact]
    public void Waiting_can_be_cancelled()
    {
        using var source = new CancellationTokenSource();
        var answer = _stage.Play((_, _) => { }).Ask<int>("never", Timeout.InfiniteTimeSpan, source.Token);
        _stage.Run();
        source.Cancel();
        _stage.Failure<OperationCanceledException>(answer);
    }

    [Fact]
    public void An_actor_may_ask_another()
    {
        var inner = _stage.Play((script, message) => script.Sender.Tell((int)message + 1));
        var outer = _stage.Play(async (script, message) => script.Sender.Tell(await inner.Ask<int>(message, Second) * 10));
        _stage.Result(outer.Ask<int>(1, Second)).ShouldBe(20);
    }
}
