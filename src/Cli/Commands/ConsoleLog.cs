using System.Globalization;
using Orchestrator.Remoting;
using Serilog;
using Serilog.Events;

namespace Orchestrator.Cli.Commands;

/// <summary>The log of a server role: to standard error, for whatever supervises the process to keep.</summary>
internal static class ConsoleLog
{
    public static Serilog.Core.Logger Create() => new LoggerConfiguration()
        .MinimumLevel.Is(DebugSwitch.Level)
        .Filter.With<TransportLogFilter>()
        .WriteTo.Console(standardErrorFromLevel: LogEventLevel.Verbose, formatProvider: CultureInfo.InvariantCulture)
        .CreateLogger();
}
