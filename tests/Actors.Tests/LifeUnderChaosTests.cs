namespace Orchestrator.Actors.Tests;

/// <summary>Families whose members fail, stop and are asked at random, in a random interleaving: what must hold in each of them.</summary>
public sealed class LifeUnderChaosTests
{
    public static TheoryData<int> Seeds => [.. Enumerable.Range(0, 200)];

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Lives_nest_and_every_question_ends(int seed)
    {
        var random = new Random(seed);
        var choices = new Random(~seed);
        var stage = new Stage(Strategy(random), choices.Next);
        var family = new Family(random);
        var answers = new List<Task<int>>();
        stage.System.ActorOf(family.Member("a", depth: 3, Strategy), "a");
        stage.System.ActorOf(family.Member("b", depth: 3, Strategy), "b");

        for (var i = 0; i < 60; i++)
        {
            var known = family.Known;
            if (known.Count > 0)
            {
                var actor = known[random.Next(known.Count)];
                switch (random.Next(10))
                {
                    case 0:
                        stage.System.Stop(actor);
                        break;
                    case 1:
                        actor.Tell(PoisonPill.Instance);
                        break;
                    case < 5:
                        answers.Add(actor.Ask<int>("fail", TimeSpan.FromHours(1)));
                        break;
                    default:
                        answers.Add(actor.Ask<int>(i, TimeSpan.FromHours(1)));
                        break;
                }
            }

            if (random.Next(3) == 0)
            {
                stage.Run(TimeSpan.FromMilliseconds(random.Next(2_000)));
            }
        }

        var end = stage.System.TerminateAsync();
        stage.Run();
        end.IsCompleted.ShouldBeTrue();
        family.Alive.ShouldBeEmpty();
        stage.Reports.OfType<Diagnostics.ActorWarning>().ShouldBeEmpty();
        foreach (var answer in answers)
        {
            ((IAsyncResult)answer).AsyncWaitHandle.WaitOne(TimeSpan.FromSeconds(10)).ShouldBeTrue();
            if (answer.Exception?.InnerException is { } cause)
            {
                (cause is FormatException or ActorStoppedException).ShouldBeTrue($"{cause}");
            }
        }

        stage.Time.Next.ShouldBeNull("no timer outlives the system");
    }

    private static SupervisorStrategy Strategy(Random random) => new()
    {
        MaxRestarts = random.Next(4),
        MinBackoff = TimeSpan.FromMilliseconds(random.Next(500)),
        Decide = _ => (Directive)random.Next(4),
    };

    private sealed class Family(Random random)
    {
        private readonly HashSet<string> _failedOnce = [];

        /// <summary>Everyone who was ever seen, dead or not.</summary>
        public List<IActorRef> Known { get; } = [];

        /// <summary>The paths of the instances between start and stop.</summary>
        public HashSet<string> Alive { get; } = [];

        public Props Member(string path, int depth, Func<Random, SupervisorStrategy> strategy) => Props.Create(() => new Script(async (script, message) =>
        {
            await Task.Yield();
            script.Sender.Tell(message is int ? message : throw new FormatException());
        })
        {
            Strategy = strategy(random),
            OnStart = script =>
            {
                Alive.Add(path).ShouldBeTrue($"two instances of {path} at once");
                Known.Add(script.Context.Self);
                for (var child = 0; depth > 1 && child < 2; child++)
                {
                    script.Context.ActorOf(Member($"{path}/{child}", depth - 1, strategy), $"{child}");
                }

                if (random.Next(8) == 0 && _failedOnce.Add(path))
                {
                    throw new FormatException();
                }
            },
            OnStop = () =>
            {
                Alive.Remove(path).ShouldBeTrue($"{path} ended twice");
                Alive.ShouldNotContain(other => other.StartsWith(path + "/", StringComparison.Ordinal));
            },
        });
    }
}
