using System.Globalization;
using Serilog;

namespace Orchestrator.Cli.Clustered;

/// <summary>The log of a server role: to standard error, for whatever supervises the process to keep.</summary>
internal static class ConsoleLog
{
    public static Serilog.Core.Logger Create() => new LoggerConfiguration()
        .MinimumLevel.Information()
        .WriteTo.Console(standardErrorFromLevel: Serilog.Events.LogEventLevel.Verbose, formatProvider: CultureInfo.InvariantCulture)
        .CreateLogger();
}
