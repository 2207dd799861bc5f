using System.Collections.Concurrent;
using Bunit;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using MudBlazor.Services;
using NSubstitute;
using Orchestrator.Browser.Tests.Samples;
using Orchestrator.Contracts.Api;
using Orchestrator.Contracts.Api.Figures;
using Orchestrator.Contracts.Identifiers;
using Orchestrator.Dashboard.Components;
using Orchestrator.Sweeps.Views;

namespace Orchestrator.Dashboard.Tests;

/// <summary>Components without a browser, over views that the test speaks for.</summary>
public abstract class PageTest : BunitContext, IAsyncLifetime
{
    /// <summary>A completed sweep of twenty trials, of which the last has failed.</summary>
    internal static readonly PlayedSweep Played = SampleSweeps.Completed(new DateTimeOffset(2026, 1, 1, 6, 0, 0, TimeSpan.Zero));

    internal static readonly SweepId Sweep = Played.State.Id;

    /// <summary>Sets the services up.</summary>
    protected PageTest()
    {
        JSInterop.Mode = JSRuntimeMode.Loose;
        Services.AddMudServices();
        Services.AddSingleton(Views);
        Services.AddSingleton(TimeProvider.System);
        Services.AddSingleton<ILoggerFactory>(new Heard(Faults));
        Services.AddSingleton(typeof(ILogger<>), typeof(Logger<>));
        Views.ChangesAsync(default, default, default).ReturnsForAnyArgs(_ => Never());
        Views.FigureAsync(default, default!, default).ReturnsForAnyArgs((Figure?)null);
        Views.TrialsAsync(default, default!, default).ReturnsForAnyArgs(call => Trials(call.ArgAt<TrialQuery>(1)));
        Views.CompareAsync(default!, default).ReturnsForAnyArgs(call => Compared(call.ArgAt<IReadOnlyList<TrialReference>>(0)));
        Views.LogAsync(default, default, default!, default).ReturnsForAnyArgs(call => Log(call.ArgAt<int>(1), call.ArgAt<LogQuery>(2)));
    }

    /// <summary>What the views answer; may throw.</summary>
    internal Func<TrialQuery, TrialPage> Trials { get; set; } = query => TrialPages.Of(Played.State, query);

    internal Func<IReadOnlyList<TrialReference>, TrialComparison> Compared { get; set; } = trials => TrialComparisons.Of(
        [.. trials.Select(trial => TrialViews.Details(Played.State, trial.Trial, []) with { Sweep = trial.Sweep })]);

    internal Func<int, LogQuery, TrialLog?> Log { get; set; } = (_, _) => null;

    /// <inheritdoc />
    public Task InitializeAsync() => Task.CompletedTask;

    // Some of MudBlazor's services cannot be disposed of otherwise.
    Task IAsyncLifetime.DisposeAsync() => DisposeAsync().AsTask();

    /// <summary>What pages are told.</summary>
    internal ISweepViews Views { get; } = Substitute.For<ISweepViews>();

    /// <summary>What reached the server's log.</summary>
    internal ConcurrentQueue<Exception> Faults { get; } = new();

    internal static ColorScheme Light { get; } = new("light", false);

    internal static SweepOverview Overview { get; } = SweepOverviews.Of(Played.State, _ => 0, Played.Now);

    private static async IAsyncEnumerable<long> Never()
    {
        yield return 0;
        await Task.Delay(Timeout.Infinite);
    }

    private sealed class Heard(ConcurrentQueue<Exception> faults) : ILoggerFactory, ILogger
    {
        public ILogger CreateLogger(string categoryName) => this;

        public void AddProvider(ILoggerProvider provider)
        {
        }

        public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(
            LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (exception is not null)
            {
                faults.Enqueue(exception);
            }
        }

        public void Dispose()
        {
        }
    }
}
