using Serilog.Events;

namespace Orchestrator.Cli;

/// <summary>Whether what went wrong is told in full, for those who mend it.</summary>
internal static class DebugSwitch
{
    /// <summary>The environment variable: set to anything, stack traces are printed and logged.</summary>
    public const string Variable = "ORCHESTRATOR_DEBUG";

    /// <summary>Whether it is set.</summary>
    public static bool IsOn => Environment.GetEnvironmentVariable(Variable) is { Length: > 0 };

    /// <summary>What logs hold.</summary>
    public static LogEventLevel Level => IsOn ? LogEventLevel.Debug : LogEventLevel.Information;
}
