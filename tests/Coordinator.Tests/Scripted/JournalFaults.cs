namespace Orchestrator.Coordinator.Tests.Scripted;

/// <summary>What goes wrong in a <see cref="FaultyJournal"/>.</summary>
public sealed class JournalFaults
{
    /// <summary>Whether a write fails; nothing is written then.</summary>
    public Func<IReadOnlyList<object>, bool> Fails { get; set; } = _ => false;

    /// <summary>Whether a write is refused; nothing is written then.</summary>
    public Func<IReadOnlyList<object>, bool> Rejects { get; set; } = _ => false;

    /// <summary>Writes wait for this.</summary>
    public Task Hold { get; set; } = Task.CompletedTask;

    /// <summary>Which writes do.</summary>
    public Func<IReadOnlyList<object>, bool> Holds { get; set; } = _ => true;

    /// <summary>Completes when one does.</summary>
    public TaskCompletionSource Holding { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
}
