namespace Orchestrator.Actors.Cells;

internal enum Phase
{
    /// <summary>Not started, or failed and waiting for the supervisor: the mailbox waits.</summary>
    Suspended,
    Running,

    /// <summary>Children are stopping, or the back-off runs: the mailbox waits.</summary>
    Restarting,

    /// <summary>Children are stopping: the mailbox is closed.</summary>
    Stopping,
    Stopped,
}
