using Akka.Actor.Setup;
using Akka.Hosting;
using Akka.Hosting.Coordination;

namespace Orchestrator.Coordinator.Persistence;

/// <summary>Names <see cref="PostgresLease"/> in Akka.Hosting's options of shards, singletons and the split brain resolver.</summary>
/// <remarks>
/// It only names it. Not all of those options call <see cref="Apply"/>, so the settings come with the <see
/// cref="JournalDatabase.AkkaConfig"/> of PostgreSQL, which must be part of the actor system's configuration.
/// </remarks>
public sealed class PostgresLeaseOption : LeaseOptionBase
{
    /// <inheritdoc />
    public override string ConfigPath => PostgresLease.ConfigPath;

    /// <inheritdoc />
    public override Type Class => typeof(PostgresLease);

    /// <inheritdoc />
    public override void Apply(AkkaConfigurationBuilder builder, Setup? setup = null)
    {
    }
}
