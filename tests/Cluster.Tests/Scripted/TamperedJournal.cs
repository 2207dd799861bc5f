using System.Collections.Concurrent;
using System.Collections.Immutable;
using Akka.Configuration;
using Akka.Persistence;
using Akka.Persistence.Sql.Journal;
using Orchestrator.Sweeps;
using Orchestrator.Sweeps.Serialization;

namespace Orchestrator.Cluster.Tests.Scripted;

/// <summary>The journal of one coordinator, whose writes a <see cref="FaultInjector"/> may hold up.</summary>
internal sealed class TamperedJournal(Config config) : SqlWriteJournal(config)
{
    private static readonly ConcurrentDictionary<string, FaultInjector> Sabotages = new();
    private readonly FaultInjector sabotage = Sabotages[config.GetString("coordinator")];

    /// <summary>The configuration (HOCON) of a coordinator.</summary>
    public static string Hocon(string coordinator, FaultInjector sabotage)
    {
        Sabotages[coordinator] = sabotage;
        var type = typeof(TamperedJournal);
        return $"akka.persistence.journal.sql {{ class = \"{type.FullName}, {type.Assembly.GetName().Name}\", coordinator = "
            + $"\"{coordinator}\" }}\n";
    }

    protected override Task<IImmutableList<Exception>> WriteMessagesAsync(IEnumerable<AtomicWrite> messages,
        CancellationToken cancellationToken)
    {
        var writes = messages.ToArray();
        var manifests = from write in writes
                        from part in (IEnumerable<IPersistentRepresentation>)write.Payload
                        where part.Payload is SweepEvent
                        select SweepEventCodec.ManifestOf((SweepEvent)part.Payload);
        return sabotage.DoAsync(manifests, () => base.WriteMessagesAsync(writes, cancellationToken));
    }
}
