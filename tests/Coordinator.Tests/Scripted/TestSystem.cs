using Akka.Actor;
using Akka.Configuration;
using Orchestrator.Coordinator.Persistence;

namespace Orchestrator.Coordinator.Tests.Scripted;

/// <summary>Actor systems of tests: quiet, and with a journal in which something may go wrong.</summary>
internal static class TestSystem
{
    private const string Quiet = """
        akka {
          loglevel = OFF
          stdout-loglevel = OFF
          log-dead-letters = off
          coordinated-shutdown.run-by-clr-shutdown-hook = off
        }

        """;

    /// <summary>The configuration of a journal, with the class of <see cref="FaultyJournal"/>.</summary>
    public static string Journal(JournalDatabase journal) =>
        journal.AkkaConfig
            + $"\nakka.persistence.journal.sql.class = \"{typeof(FaultyJournal).FullName}, "
            + $"{typeof(FaultyJournal).Assembly.GetName().Name}\"\n";

    /// <summary>Starts one.</summary>
    /// <param name="hocon">What it needs beyond quiet.</param>
    /// <param name="faults">Of its journal; null = none.</param>
    public static ActorSystem Start(string hocon, JournalFaults? faults = null) => ActorSystem.Create(
        "test",
        BootstrapSetup.Create().WithConfig(ConfigurationFactory.ParseString(Quiet + hocon))
            .And(new JournalFaultsSetup(faults ?? new JournalFaults())));
}
