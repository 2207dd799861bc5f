using Orchestrator.Actors.Diagnostics;

namespace Orchestrator.Actors.Tests;

public sealed class LifeTests
{
    private readonly Stage _stage = new();

    [Fact]
    public void Children_stop_before_their_parents()
    {
        var top = Family("top", depth: 3);
        _stage.Run();
        _stage.System.Stop(top);
        _stage.Run();
        _stage.Notes.ShouldBe(["top.0.0", "top.0.1", "top.0", "top.1.0", "top.1.1", "top.1", "top"], ignoreOrder: true);
        foreach (var (note, at) in _stage.Notes.Select((note, at) => (note, at)))
        {
            _stage.Notes.Take(at).ShouldNotContain(earlier => note.StartsWith(earlier + ".", StringComparison.Ordinal));
        }
    }

    [Fact]
    public async Task Termination_waits_for_every_actor()
    {
        var stopped = 0;
        var system = new ActorSystem("short");
        for (var i = 0; i < 20; i++)
        {
            system.ActorOf(Props.Create(() => new Script((_, _) => default) { OnStop = () => Interlocked.Increment(ref stopped) }));
        }

        await system.DisposeAsync();
        stopped.ShouldBe(20);
        system.WhenTerminated.IsCompleted.ShouldBeTrue();
        await system.TerminateAsync();
        Should.Throw<InvalidOperationException>(() => system.ActorOf(Script.Props((_, _) => { })));
    }

    [Fact]
    public void A_poison_pill_lets_earlier_messages_through()
    {
        var actor = _stage.Listen("actor");
        actor.Tell(1);
        actor.Tell(PoisonPill.Instance);
        actor.Tell(2);
        _stage.Run();
        _stage.Notes.ShouldBe(["actor: 1"]);
        _stage.Reports.OfType<DeadLetter>().ShouldHaveSingleItem().ShouldBe(
            new DeadLetter(actor.Path, 2, _stage.System.DeadLetters.Path));
    }

    [Fact]
    public void A_name_is_unique_until_its_actor_has_stopped()
    {
        var actor = _stage.Listen("name");
        Should.Throw<InvalidOperationException>(() => _stage.Listen("name"));
        _stage.System.Stop(actor);
        Should.Throw<InvalidOperationException>(() => _stage.Listen("name"));
        _stage.Run();
        _stage.Listen("name").ShouldNotBeSameAs(actor);
        Should.Throw<ArgumentException>(() => _stage.Listen("a/b"));
        _stage.System.ActorOf(Script.Props((_, _) => { })).Path.ToString().ShouldStartWith("stage/$");
    }

    [Fact]
    public void A_watcher_hears_of_the_death_once_and_last()
    {
        var watched = _stage.Play((script, message) => script.Sender.Tell(message));
        var watcher = _stage.Play((script, message) =>
        {
            switch (message)
            {
                case "begin":
                    script.Context.Watch(watched);
                    script.Context.Watch(watched);
                    watched.Tell("last words", script.Context.Self);
                    watched.Tell(PoisonPill.Instance);
                    break;
                case Terminated terminated:
                    terminated.Actor.ShouldBeSameAs(watched);
                    _stage.Notes.Add("terminated");
                    break;
                default:
                    _stage.Notes.Add((string)message);
                    break;
            }
        });
        watcher.Tell("begin");
        _stage.Run();
        _stage.Notes.ShouldBe(["last words", "terminated"]);
    }

    [Fact]
    public void The_dead_can_be_watched()
    {
        var actor = _stage.Listen("dead");
        _stage.System.Stop(actor);
        _stage.Run();
        Watch(actor).Tell("watch");
        _stage.Run();
        _stage.Notes.ShouldBe(["Terminated"]);
    }

    [Fact]
    public void Unwatched_deaths_are_not_told()
    {
        var actor = _stage.Listen("dying");
        var watcher = Watch(actor);
        watcher.Tell("watch");
        watcher.Tell("unwatch");
        _stage.Run();
        _stage.System.Stop(actor);
        _stage.Run();
        _stage.Notes.ShouldBeEmpty();
    }

    [Fact]
    public void Unwatching_withdraws_a_death_that_is_in_the_mailbox()
    {
        var gate = new TaskCompletionSource();
        var actor = _stage.Listen("dying");
        var watcher = _stage.Play(async (script, message) =>
        {
            _stage.Notes.Add($"{message}");
            script.Context.Watch(actor);
            await gate.Task;
            script.Context.Unwatch(actor);
        });
        watcher.Tell("watch for a while");
        _stage.Run();
        _stage.System.Stop(actor);
        _stage.Run();
        gate.SetResult();
        _stage.Run();
        _stage.Notes.ShouldBe(["watch for a while"]);
    }

    [Fact]
    public void Work_that_takes_long_hears_that_it_should_stop()
    {
        var actor = _stage.Play(async (script, _) => await Task.Delay(Timeout.InfiniteTimeSpan, _stage.Time, script.Context.Stopping));
        var answer = actor.Ask<int>("work", TimeSpan.FromDays(1));
        _stage.Run();
        _stage.System.Stop(actor);
        _stage.Failure<ActorStoppedException>(answer);
        _stage.Reports.ShouldBeEmpty();
        _stage.Result(Terminate()).ShouldBeTrue();
    }

    [Fact]
    public void A_failing_last_callback_is_reported_and_nothing_waits_for_it()
    {
        var actor = _stage.System.ActorOf(Props.Create(() => new Script((_, _) => default) { OnStop = () => throw new FormatException() }));
        _stage.System.Stop(actor);
        _stage.Run();
        _stage.Reports.OfType<ActorWarning>().ShouldHaveSingleItem().Doing.ShouldBe("PostStop");
        _stage.Result(Terminate()).ShouldBeTrue();
    }

    [Fact]
    public void Unknown_messages_are_reported()
    {
        var actor = _stage.Play((script, message) => script.Unhandled(message));
        actor.Tell("what?", actor);
        _stage.Run();
        _stage.Reports.ShouldBe([new UnhandledMessage(actor.Path, "what?", actor.Path)]);
    }

    private async Task<bool> Terminate()
    {
        await _stage.System.TerminateAsync();
        return true;
    }

    private IActorRef Watch(IActorRef actor) => _stage.Play((script, message) =>
    {
        switch (message)
        {
            case "watch":
                script.Context.Watch(actor);
                break;
            case "unwatch":
                script.Context.Unwatch(actor);
                break;
            default:
                _stage.Notes.Add(message.GetType().Name);
                break;
        }
    });

    private IActorRef Family(string name, int depth) => _stage.System.ActorOf(Member(name, depth), name);

    private Props Member(string name, int depth) => Props.Create(() => new Script((_, _) => default)
    {
        OnStart = script =>
        {
            for (var child = 0; depth > 1 && child < 2; child++)
            {
                script.Context.ActorOf(Member($"{name}.{child}", depth - 1), $"{child}");
            }
        },
        OnStop = () => _stage.Notes.Add(name),
    });
}
