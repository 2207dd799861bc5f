using Orchestrator.Contracts.Messages;

namespace Orchestrator.GpuNode.Workers;

/// <summary>Starts workers.</summary>
public interface IWorkerLauncher
{
    /// <summary>Starts a worker for a slot.</summary>
    IWorker Launch(SlotDescription slot);
}
