using System.Diagnostics;
using Orchestrator.Actors.Diagnostics;
using Orchestrator.Actors.Dispatch;

namespace Orchestrator.Actors;

/// <summary>What an <see cref="ActorSystem"/> is built on.</summary>
public sealed record ActorSystemOptions
{
    /// <summary>The clock of timeouts, timers and back-off.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>What happens to a top-level actor that fails.</summary>
    public SupervisorStrategy Supervision { get; init; } = SupervisorStrategy.Default;

    /// <summary>Where actors run. Any other than the thread pool also gets the continuations of their awaits.</summary>
    public IDispatcher Dispatcher { get; init; } = ThreadPoolDispatcher.Instance;

    /// <summary>Hears of dead letters, failures and the like, from any thread. By default they go to <see cref="Trace"/>.</summary>
    public Action<SystemEvent> Log { get; init; } = static systemEvent => Trace.WriteLine(systemEvent);
}
