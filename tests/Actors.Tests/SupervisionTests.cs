using Orchestrator.Actors.Diagnostics;

namespace Orchestrator.Actors.Tests;

public sealed class SupervisionTests
{
    private static readonly SupervisorStrategy Patient = new()
    {
        MaxRestarts = 3,
        Window = TimeSpan.FromMinutes(1),
        MinBackoff = TimeSpan.FromSeconds(1),
        MaxBackoff = TimeSpan.FromSeconds(3),
    };

    [Fact]
    public void Restarts_back_off_exponentially_and_end()
    {
        var stage = new Stage(Patient);
        var starts = new List<double>();
        var begin = stage.Time.GetUtcNow();
        var actor = stage.System.ActorOf(Props.Create(() => new Script((_, _) => throw new FormatException())
        {
            OnStart = _ => starts.Add((stage.Time.GetUtcNow() - begin).TotalSeconds),
        }));
        for (var message = 0; message < 5; message++)
        {
            actor.Tell(message);
        }

        stage.Run(TimeSpan.FromSeconds(30));

        starts.ShouldBe([0, 1, 3, 6]);
        stage.Reports.OfType<ActorFailed>().Select(failed => (failed.Message, failed.Directive, failed.Backoff.TotalSeconds)).ShouldBe(
            [(0, Directive.Restart, 1), (1, Directive.Restart, 2), (2, Directive.Restart, 3), (3, Directive.Stop, 0)]);
        stage.Reports.OfType<DeadLetter>().ShouldHaveSingleItem().Message.ShouldBe(4);
    }

    [Fact]
    public void Old_restarts_no_longer_count()
    {
        var stage = new Stage(Patient);
        var actor = stage.Play((_, _) => throw new FormatException());
        for (var message = 0; message < 10; message++)
        {
            actor.Tell(message);
            stage.Run(TimeSpan.FromSeconds(61));
        }

        stage.Reports.OfType<ActorFailed>().ShouldAllBe(failed => failed.Directive == Directive.Restart && failed.Backoff == Patient.MinBackoff);
    }

    [Fact]
    public void A_restart_is_a_new_instance_with_the_old_mailbox()
    {
        var stage = new Stage();
        var instances = 0;
        var actor = stage.System.ActorOf(Props.Create(() =>
        {
            var instance = ++instances;
            return new Script(Script.Synchronous((script, message) =>
            {
                stage.Notes.Add($"{instance} gets {message}");
                if (message is "fail")
                {
                    script.Context.ActorOf(Script.Props((_, _) => { }), "child");
                    script.Context.ScheduleOnce(TimeSpan.FromSeconds(1), "of the old instance");
                    throw new FormatException();
                }
            }))
            {
                OnRestart = (cause, message) => stage.Notes.Add($"{instance} ends for {cause.GetType().Name} in {message}"),
                OnStart = script => script.Context.Children.ShouldBeEmpty(),
            };
        }));

        actor.Tell("fail");
        actor.Tell("next");
        stage.Run(TimeSpan.FromSeconds(5));
        stage.Notes.ShouldBe(["1 gets fail", "1 ends for FormatException in fail", "2 gets next"]);
    }

    [Fact]
    public void Resume_keeps_the_instance()
    {
        var stage = new Stage(new SupervisorStrategy { Decide = _ => Directive.Resume });
        var sum = 0;
        var actor = stage.Play((_, message) => sum += message is int number ? number : throw new FormatException());
        actor.Tell(1);
        actor.Tell("nonsense");
        actor.Tell(2);
        stage.Run();
        sum.ShouldBe(3);
    }

    [Fact]
    public void The_decision_depends_on_the_exception()
    {
        var stage = new Stage(new SupervisorStrategy { Decide = cause => cause is FormatException ? Directive.Stop : Directive.Resume });
        var actor = stage.Play((_, message) => throw (Exception)message);
        var answer = actor.Ask<int>(new InvalidOperationException(), TimeSpan.FromSeconds(1));
        stage.Failure<InvalidOperationException>(answer);
        actor.Tell(new FormatException());
        stage.Run();
        stage.Failure<ActorStoppedException>(actor.Ask<int>(new FormatException(), TimeSpan.FromSeconds(1)));
    }

    [Theory]
    [InlineData(Directive.Restart)]
    [InlineData(Directive.Resume)]
    [InlineData(Directive.Stop)]
    public void Escalation_leaves_the_decision_to_the_next(Directive above)
    {
        var stage = new Stage(Patient with { Decide = _ => above });
        IActorRef? child = null;
        var starts = 0;
        var parent = stage.System.ActorOf(Props.Create(() => new Script(Script.Synchronous((_, _) => { }))
        {
            Strategy = new SupervisorStrategy { Decide = _ => Directive.Escalate },
            OnStart = script =>
            {
                starts++;
                child = script.Context.ActorOf(Script.Props((inner, message) => inner.Sender.Tell(message is int ? message : throw new FormatException())));
            },
        }));
        stage.Run();
        var first = child!;
        first.Tell("fail");
        stage.Run(TimeSpan.FromSeconds(2));

        starts.ShouldBe(above == Directive.Restart ? 2 : 1);
        var answer = first.Ask<int>(7, TimeSpan.FromSeconds(1));
        if (above == Directive.Resume)
        {
            stage.Result(answer).ShouldBe(7);
        }
        else
        {
            stage.Failure<ActorStoppedException>(answer);
        }

        stage.Reports.OfType<ActorFailed>().Select(failed => (failed.Actor, failed.Directive)).ShouldBe(
            [(first.Path, Directive.Escalate), (parent.Path, above)]);
    }

    [Fact]
    public void A_start_that_fails_is_tried_again_and_messages_wait()
    {
        var stage = new Stage(Patient);
        var starts = 0;
        var actor = stage.System.ActorOf(Props.Create(() => new Script(Script.Synchronous((script, message) => script.Sender.Tell(message)))
        {
            OnStart = _ =>
            {
                if (++starts < 3)
                {
                    throw new FormatException();
                }
            },
        }));
        var answer = actor.Ask<int>(5, TimeSpan.FromMinutes(1));
        stage.Run(TimeSpan.FromSeconds(3));
        stage.Result(answer).ShouldBe(5);
        starts.ShouldBe(3);
    }

    [Fact]
    public void A_child_can_be_stopped_during_its_back_off()
    {
        var stage = new Stage(Patient);
        var actor = stage.Play((_, _) => throw new FormatException());
        actor.Tell("fail");
        stage.Run();
        stage.System.Stop(actor);
        stage.Run();
        stage.Failure<ActorStoppedException>(actor.Ask<int>("there?", TimeSpan.FromSeconds(1)));
        stage.Time.Next.ShouldBeNull();
    }
}
