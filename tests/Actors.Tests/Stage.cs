using Orchestrator.Actors.Diagnostics;
using Orchestrator.Actors.Dispatch;

namespace Orchestrator.Actors.Tests;

/// <summary>A system in one thread under virtual time, with all that it reports.</summary>
internal sealed class Stage
{
    private readonly StepDispatcher _dispatcher;

    public Stage(SupervisorStrategy? supervision = null, Func<int, int>? choose = null)
    {
        _dispatcher = new StepDispatcher(choose);
        System = new ActorSystem("stage", new ActorSystemOptions
        {
            Time = Time,
            Dispatcher = _dispatcher,
            Supervision = supervision ?? SupervisorStrategy.Default,
            Log = Reports.Add,
        });
    }

    public ActorSystem System { get; }

    public VirtualTime Time { get; } = new();

    public List<SystemEvent> Reports { get; } = [];

    /// <summary>What the actors have noted, in order.</summary>
    public List<string> Notes { get; } = [];

    public IActorRef Play(Func<Script, object, ValueTask> receive, string? name = null) =>
        System.ActorOf(Props.Create(() => new Script(receive)), name);

    public IActorRef Play(Action<Script, object> receive, string? name = null) =>
        System.ActorOf(Script.Props(receive), name);

    /// <summary>An actor that notes every message.</summary>
    public IActorRef Listen(string name) => Play((_, message) => Notes.Add($"{name}: {message}"), name);

    public void Run() => _dispatcher.RunUntilIdle(100_000);

    /// <summary>Lets time pass, and lets everyone act at each instant on the way.</summary>
    public void Run(TimeSpan advance)
    {
        var until = Time.GetUtcNow() + advance;
        Run();
        while (Time.Next <= until)
        {
            Time.AdvanceToNext();
            Run();
        }

        Time.Advance(until - Time.GetUtcNow());
    }

    /// <summary>Runs until idle, after which a task that needs no more time is done.</summary>
    public T Result<T>(Task<T> task)
    {
        Run();
        Settle(task);
        return task.GetAwaiter().GetResult();
    }

    public TException Failure<TException>(Task task)
        where TException : Exception
    {
        Run();
        Settle(task);
        return Should.Throw<TException>(() => task.GetAwaiter().GetResult());
    }

    /// <summary>An Ask from outside the actors continues on the thread pool: its last step is not among the dispatcher's.</summary>
    private static void Settle(Task task) =>
        ((IAsyncResult)task).AsyncWaitHandle.WaitOne(TimeSpan.FromSeconds(10)).ShouldBeTrue("the task still waits for something");
}
