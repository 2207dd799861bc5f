using System.Threading.Channels;
using Orchestrator.Contracts.Messages;

namespace Orchestrator.GpuNode.Workers;

/// <summary>A process that executes one attempt at a time, seen from the node.</summary>
public interface IWorker : IAsyncDisposable
{
    /// <summary>What it says, in order; completes when the process has ended and all is read.</summary>
    ChannelReader<WorkerMessage> Messages { get; }

    /// <summary>How it ended, for the journal: exit code or signal, and its last words. Completes with <see cref="Messages"/>.</summary>
    Task<string> ExitReason { get; }

    /// <summary>Whether it died of want of memory. Known as soon as <see cref="ExitReason"/> is.</summary>
    bool RanOutOfMemory => false;

    /// <summary>Its process; null = unknown.</summary>
    int? ProcessId => null;

    /// <summary>What it prints beside its messages; null = nobody listens.</summary>
    WorkerLog? Log => null;

    /// <summary>Hands it a command. A worker that is gone ignores it; its <see cref="ExitReason"/> tells.</summary>
    void Send(WorkerCommand command);
}

/// <summary>Starts workers.</summary>
public interface IWorkerLauncher
{
    /// <summary>Starts a worker for a slot.</summary>
    IWorker Launch(SlotDescription slot);
}
