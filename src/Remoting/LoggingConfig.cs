namespace Orchestrator.Remoting;

/// <summary>What every actor system of the program has in common: logs go to Serilog, signals to the program.</summary>
public static class LoggingConfig
{
    /// <summary>The configuration (HOCON).</summary>
    public const string Hocon = """
        akka {
          loglevel = WARNING
          loggers = ["Akka.Logger.Serilog.SerilogLogger, Akka.Logger.Serilog"]
          log-dead-letters = off
          log-dead-letters-during-shutdown = off
          # SIGTERM and Ctrl-C are the program's, which lets folds stop at a checkpoint and hands sweeps over first.
          # Akka would end the actors at once.
          coordinated-shutdown.run-by-clr-shutdown-hook = off
        }

        """;
}
