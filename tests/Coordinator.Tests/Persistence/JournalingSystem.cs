using Akka.Actor;
using Akka.Configuration;
using Orchestrator.Contracts.Identifiers;
using Orchestrator.Coordinator.Persistence;

namespace Orchestrator.Coordinator.Tests.Persistence;

/// <summary>Actor systems whose journal is a database of the product.</summary>
internal static class JournalingSystem
{
    private static readonly Config Quiet = ConfigurationFactory.ParseString(
        """
        akka { loglevel = OFF
          stdout-loglevel = OFF
          log-dead-letters = off
          coordinated-shutdown.run-by-clr-shutdown-hook = off }
        """);

    public static ActorSystem Start(JournalDatabase database) =>
        ActorSystem.Create("test", Quiet.WithFallback(ConfigurationFactory.ParseString(database.AkkaConfig)));

    /// <summary>Starts a sweep's actor.</summary>
    public static IActorRef Journaling(this ActorSystem system, SweepId sweep) =>
        system.ActorOf(Props.Create(() => new JournalingActor(sweep)));
}
