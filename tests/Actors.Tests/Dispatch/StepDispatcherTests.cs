using Orchestrator.Actors.Dispatch;

namespace Orchestrator.Actors.Tests.Dispatch;

public sealed class StepDispatcherTests
{
    [Fact]
    public void Everything_runs_in_the_driving_thread()
    {
        var stage = new Stage();
        var threads = new HashSet<int>();
        var actor = stage.Play(async (script, message) =>
        {
            threads.Add(Environment.CurrentManagedThreadId);
            await Task.Yield();
            threads.Add(Environment.CurrentManagedThreadId);
            await Task.Delay(TimeSpan.FromSeconds(1), stage.Time);
            threads.Add(Environment.CurrentManagedThreadId);
            stage.Notes.Add($"{message}");
        });
        actor.Tell(1);
        actor.Tell(2);
        stage.Run(TimeSpan.FromSeconds(2));
        stage.Notes.ShouldBe(["1", "2"]);
        threads.ShouldBe([Environment.CurrentManagedThreadId]);
    }

    [Fact]
    public void The_same_seed_gives_the_same_run_and_other_seeds_give_others()
    {
        var runs = Enumerable.Range(0, 20).Select(Play).ToList();
        Enumerable.Range(0, 20).Select(Play).ShouldBe(runs);
        runs.Distinct().Count().ShouldBeGreaterThan(10);
    }

    [Fact]
    public void An_endless_conversation_is_noticed()
    {
        var dispatcher = new StepDispatcher();
        var system = new ActorSystem("endless", new ActorSystemOptions { Dispatcher = dispatcher });
        var echo = system.ActorOf(Script.Props((script, message) => script.Sender.Tell(message, script.Context.Self)));
        echo.Tell("ball", echo);
        Should.Throw<InvalidOperationException>(() => dispatcher.RunUntilIdle(limit: 1_000));
    }

    /// <summary>Three actors talk to one; the order across them is the seed's choice, the order within each is not.</summary>
    private static string Play(int seed)
    {
        var random = new Random(seed);
        var stage = new Stage(choose: random.Next);
        var listener = stage.Listen("heard");
        for (var i = 0; i < 3; i++)
        {
            var speaker = i;
            var actor = stage.Play(async (_, message) =>
            {
                await Task.Yield();
                listener.Tell($"{speaker}{message}");
            });
            foreach (var word in "abcd")
            {
                actor.Tell(word);
            }
        }

        stage.Run();
        for (var speaker = 0; speaker < 3; speaker++)
        {
            stage.Notes.Where(note => note.Contains($" {speaker}")).ShouldBe("abcd".Select(word => $"heard: {speaker}{word}"));
        }

        return string.Join(';', stage.Notes);
    }
}
