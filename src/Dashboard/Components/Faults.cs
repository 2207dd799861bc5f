using Microsoft.Extensions.Logging;
using Orchestrator.Dashboard.Text;

namespace Orchestrator.Dashboard.Components;

/// <summary>Faults of the page reach the server's log: a visitor is told only that there was one.</summary>
internal static partial class Faults
{
    /// <summary>Takes note of a failure; what is the visitor's, and what only passes, is none.</summary>
    /// <param name="log">The server's.</param>
    /// <param name="failure">What was caught.</param>
    /// <param name="known">What was caught the last time, which is not said again; null = nothing.</param>
    public static void Note(ILogger log, Exception failure, Exception? known = null)
    {
        if (Sentence.IsFault(failure) && (known?.GetType() != failure.GetType() || known.Message != failure.Message))
        {
            Failed(log, failure);
        }
    }

    [LoggerMessage(LogLevel.Error, "A view cannot be shown")]
    private static partial void Failed(ILogger log, Exception failure);
}
