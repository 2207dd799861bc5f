using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using Orchestrator.Coordinator.Api;
using Serilog;
using Serilog.Core;
using Serilog.Events;

namespace Orchestrator.Coordinator.Tests.Api;

/// <summary>What goes wrong in the server and its page reaches the process's log.</summary>
[Collection(SerilogCollection.Name)]
public sealed class ServerLogTests : IDisposable
{
    private readonly ConcurrentQueue<LogEvent> events = new();
    private readonly Serilog.ILogger before = Log.Logger;

    public ServerLogTests() => Log.Logger = new LoggerConfiguration().MinimumLevel.Debug().WriteTo.Sink(new Kept(events)).CreateLogger();

    public void Dispose() => Log.Logger = before;

    [Fact]
    public void An_exception_is_one_line_and_its_trace_is_at_debug_level()
    {
        using var provider = new ServerLog();
        Fail(provider, "Microsoft.AspNetCore.Components.Server.Circuits.CircuitHost", "Unhandled exception in circuit.",
            new InvalidOperationException("It broke.\nSecond line"));
        var (line, full) = (events.First(), events.Last());
        (line.Level, line.Exception).ShouldBe((LogEventLevel.Error, null));
        line.RenderMessage().ShouldBe("The web server: Unhandled exception in circuit. InvalidOperationException: It broke.");
        (full.Level, full.Exception!.Message).ShouldBe((LogEventLevel.Debug, "It broke.\nSecond line"));
    }

    [Theory]
    [InlineData("Microsoft.AspNetCore.Antiforgery.DefaultAntiforgery")]
    [InlineData("Microsoft.AspNetCore.Hosting.Diagnostics")]
    public void What_the_framework_says_of_visitors_is_left_out(string category)
    {
        using var provider = new ServerLog();
        Fail(provider, category, "The token cannot be read.", new InvalidOperationException("An old cookie."));
        events.ShouldBeEmpty();
    }

    private static void Fail(ServerLog provider, string category, string what, Exception failure) =>
        provider.CreateLogger(category).Log(LogLevel.Error, default, what, failure, (text, _) => text);

    private sealed class Kept(ConcurrentQueue<LogEvent> events) : ILogEventSink
    {
        public void Emit(LogEvent logEvent) => events.Enqueue(logEvent);
    }
}
