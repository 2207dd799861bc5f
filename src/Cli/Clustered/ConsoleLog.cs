using System.Globalization;
using Orchestrator.Remoting;
using Serilog;
using Serilog.Events;

namespace Orchestrator.Cli.Clustered;

/// <summary>The log of a server role: to standard error, for whatever supervises the process to keep.</summary>
internal static class ConsoleLog
{
    public static Serilog.Core.Logger Create() => new LoggerConfiguration()
        .Filter.With<TlsLogFilter>()
        .MinimumLevel.Information()
        .Filter.ByExcluding(IsRetry)
        .WriteTo.Console(standardErrorFromLevel: LogEventLevel.Verbose, formatProvider: CultureInfo.InvariantCulture)
        .CreateLogger();

    // Once a second for each machine that is away. Who is away is said by those that miss it: the scheduler of a node, the link of a
    // coordinator.
    private static bool IsRetry(LogEvent happened) =>
        happened.MessageTemplate.Text.StartsWith("Tried to associate with unreachable", StringComparison.Ordinal);
}
