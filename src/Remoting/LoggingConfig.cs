namespace Orchestrator.Remoting;

/// <summary>Sends what actors have to say to Serilog, and lets nothing leave a process in a form that nobody has declared.</summary>
public static class LoggingConfig
{
    /// <summary>The configuration (HOCON).</summary>
    public const string Hocon = """
        akka {
          loglevel = WARNING
          loggers = ["Akka.Logger.Serilog.SerilogLogger, Akka.Logger.Serilog"]
          log-dead-letters = off
          log-dead-letters-during-shutdown = off
          # Signals belong to the program, which drains or leaves first: Akka would end the actors under it at SIGTERM.
          coordinated-shutdown.run-by-clr-shutdown-hook = off
        }

        """;
}
