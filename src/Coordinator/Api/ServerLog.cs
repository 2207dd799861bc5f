using Microsoft.Extensions.Logging;
using Serilog;
using ILogger = Microsoft.Extensions.Logging.ILogger;

namespace Orchestrator.Coordinator.Api;

/// <summary>Takes what goes wrong in the web server and its page to the process's log: a line each, and the exception at debug
/// level.</summary>
/// <remarks>Without it an exception in a visitor's circuit is seen by nobody: the server has no other log.</remarks>
internal sealed class ServerLog : ILoggerProvider
{
    // All else that the framework says is about visitors: an old cookie, a connection that broke.
    private static readonly string[] Heard =
    [
        "Microsoft.AspNetCore.Components.", "Microsoft.AspNetCore.SignalR.", "Microsoft.AspNetCore.Server.Kestrel", "Orchestrator.",
    ];

    /// <inheritdoc />
    public ILogger CreateLogger(string categoryName) => new Category(
        Array.Exists(Heard, heard => categoryName.StartsWith(heard, StringComparison.Ordinal)), categoryName);

    /// <inheritdoc />
    public void Dispose()
    {
    }

    private sealed class Category(bool isHeard, string name) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

        // An error boundary warns of what it has caught.
        public bool IsEnabled(LogLevel logLevel) => isHeard && logLevel is >= LogLevel.Warning and not LogLevel.None;

        public void Log<TState>(
            LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (!IsEnabled(logLevel) || exception is null or OperationCanceledException)
            {
                return;
            }

            var (cause, log) = (exception is AggregateException { InnerException: { } inner } ? inner : exception, Serilog.Log.Logger);
            log.Error("The web server: {What:l} {Kind:l}: {Reason:l}", FirstLine(formatter(state, exception)), cause.GetType().Name,
                FirstLine(cause.Message));
            log.Debug(exception, "In full, from {Source:l}", name);
        }

        private static string FirstLine(string text) => text.Split('\n', 2)[0].TrimEnd();
    }
}
