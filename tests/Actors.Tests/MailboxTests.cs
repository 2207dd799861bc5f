namespace Orchestrator.Actors.Tests;

public sealed class MailboxTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    [Fact]
    public async Task Messages_of_one_sender_stay_in_order_while_many_send()
    {
        await using var system = new ActorSystem("mailbox");
        const int Senders = 8, Each = 2_000;
        var seen = new List<(int Sender, int Number)>();
        var done = new TaskCompletionSource();
        var actor = system.ActorOf(Script.Props((_, message) =>
        {
            seen.Add(((int, int))message);
            if (seen.Count == Senders * Each)
            {
                done.SetResult();
            }
        }));

        await Task.WhenAll(Enumerable.Range(0, Senders).Select(sender => Task.Run(() =>
        {
            for (var number = 0; number < Each; number++)
            {
                actor.Tell((sender, number));
            }
        })));
        await done.Task.WaitAsync(Patience);

        for (var sender = 0; sender < Senders; sender++)
        {
            seen.Where(message => message.Sender == sender).Select(message => message.Number).ShouldBe(Enumerable.Range(0, Each));
        }
    }

    [Fact]
    public async Task One_message_at_a_time_even_across_awaits()
    {
        await using var system = new ActorSystem("mailbox");
        const int Messages = 500;
        var (inside, most, handled) = (0, 0, 0);
        var done = new TaskCompletionSource();
        var actor = system.ActorOf(Props.Create(() => new Script(async (_, _) =>
        {
            most = Math.Max(most, Interlocked.Increment(ref inside));
            await Task.Yield();
            Interlocked.Decrement(ref inside);
            if (++handled == Messages)
            {
                done.SetResult();
            }
        })));

        Parallel.For(0, Messages, number => actor.Tell(number));
        await done.Task.WaitAsync(Patience);
        most.ShouldBe(1);
    }

    [Fact]
    public void An_await_holds_the_mailbox_and_the_sender()
    {
        var stage = new Stage();
        var gate = new TaskCompletionSource();
        var actor = stage.Play(async (script, message) =>
        {
            stage.Notes.Add($"begin {message}");
            await gate.Task;
            stage.Notes.Add($"end {message}");
            script.Sender.Tell(message);
        });
        var (first, second) = (stage.Listen("first"), stage.Listen("second"));

        actor.Tell(1, first);
        actor.Tell(2, second);
        stage.Run();
        stage.Notes.ShouldBe(["begin 1"]);

        gate.SetResult();
        stage.Run();
        stage.Notes.Where(note => note.StartsWith('b') || note.StartsWith('e')).ShouldBe(["begin 1", "end 1", "begin 2", "end 2"]);
        stage.Notes.ShouldContain("first: 1");
        stage.Notes.ShouldContain("second: 2");
    }

    [Fact]
    public void What_does_not_answer_has_dead_letters_as_sender()
    {
        var stage = new Stage();
        IActorRef? sender = null;
        stage.Play((script, _) => sender = script.Sender).Tell("anonymous");
        stage.Run();
        sender.ShouldBeSameAs(stage.System.DeadLetters);
    }

    [Fact]
    public void The_context_is_not_there_in_the_constructor()
    {
        var script = new Script((_, _) => ValueTask.CompletedTask);
        Should.Throw<InvalidOperationException>(() => script.Context);
    }
}
