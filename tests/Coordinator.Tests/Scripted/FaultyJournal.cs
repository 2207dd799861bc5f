using System.Collections.Immutable;
using Akka.Actor;
using Akka.Configuration;
using Akka.Persistence;
using Akka.Persistence.Sql.Journal;

namespace Orchestrator.Coordinator.Tests.Scripted;

/// <summary>The journal of the product, in which a test lets something go wrong.</summary>
public sealed class FaultyJournal(Config config) : SqlWriteJournal(config)
{
    private readonly JournalFaults faults = Context.System.Settings.Setup.Get<JournalFaultsSetup>().Value.Faults;

    /// <inheritdoc />
    protected override bool AroundReceive(Receive receive, object message)
    {
        if (message is not WriteMessages write || faults.Hold.IsCompleted || !faults.Holds(Events(write.Messages.OfType<AtomicWrite>())))
        {
            return base.AroundReceive(receive, message);
        }
        faults.Holding.TrySetResult();
        var (self, sender) = (Self, Sender);
        faults.Hold.ContinueWith(_ => self.Tell(message, sender), TaskScheduler.Default);
        return true;
    }

    /// <inheritdoc />
    protected override async Task<IImmutableList<Exception>> WriteMessagesAsync(IEnumerable<AtomicWrite> messages,
        CancellationToken cancellationToken)
    {
        var writes = messages.ToArray();
        var events = Events(writes);
        if (faults.Fails(events))
        {
            throw new IOException("The disk is on fire.");
        }
        if (faults.Rejects(events))
        {
            return [.. writes.Select(_ => (Exception)new NotSupportedException("No such event is taken."))];
        }
        return await base.WriteMessagesAsync(writes, cancellationToken);
    }

    private static object[] Events(IEnumerable<AtomicWrite> writes) =>
        [.. writes.SelectMany(w => (IImmutableList<IPersistentRepresentation>)w.Payload).Select(p => p.Payload)];
}
