using Orchestrator.Cli.Places;
using Orchestrator.Cli.Rendering;
using Orchestrator.Cli.Screens;
using Orchestrator.Contracts.Identifiers;
using Orchestrator.Contracts.Sweeps;
using Orchestrator.Coordinator.Journaling;
using Orchestrator.Journal.Sqlite;
using Orchestrator.Models.Data.Caching;
using Orchestrator.Sweeps.Commands;
using Orchestrator.Sweeps.State;
using Serilog;

namespace Orchestrator.Cli.Embedded;

/// <summary>Runs one sweep in this process until it ends or is interrupted.</summary>
/// <param name="home">Where journal, checkpoints and logs are.</param>
/// <param name="json">Whether the screen is a stream of JSON lines.</param>
internal sealed class SweepRunner(Home home, bool json)
{
    private readonly DataSetStore store = new(home.Cache);

    /// <summary>Begins a sweep.</summary>
    /// <returns>See <see cref="ExitCode"/>.</returns>
    public async Task<int> StartAsync(SweepDefinition definition)
    {
        var inspection = Preflight.Check(definition, store);
        await using var journal = SqliteJournal.Open(home.Journal);
        var (sweep, owned) = await ClaimAsync(new SweepArchive(journal), definition.Name);
        using (owned)
        {
            var code = await PlanAsync(journal, sweep, definition, inspection);
            return code == ExitCode.Success ? await FollowAsync(journal, sweep, definition) : code;
        }
    }

    /// <summary>Goes on with a sweep.</summary>
    /// <param name="id">Its id; null = the last that has not ended.</param>
    /// <param name="device">Instead of the sweep's.</param>
    /// <param name="slots">Instead of the sweep's.</param>
    /// <returns>See <see cref="ExitCode"/>.</returns>
    public async Task<int> ResumeAsync(string? id, string? device, int? slots)
    {
        await using var journal = SqliteJournal.Open(home.Journal);
        var archive = new SweepArchive(journal);
        var members = await NestedSeries.MembersAsync(archive);
        var state = await SweepIds.FindAsync(archive, id, s => !s.Ended || (NestedSeries.After(s.Definition) is not null && Successor(s) is null));
        while (state.Ended && Successor(state) is { } next && await archive.LoadAsync(next) is { } later) state = later;
        if (state.Ended)
        {
            if (state.Best is not null && NestedSeries.After(state.Definition) is not null) return await FollowAsync(journal, state.Id, WithResources(state.Definition, device, slots));
            using var screen = Screen.Open(json);
            screen.ShowResult(state);
            return CodeOf(state);
        }
        using var owned = SweepLock.Take(home, state.Id);
        CheckData(state);
        if (state.Pause is not null) await OfflineSweep.ExecuteAsync(journal, state.Id, new ContinueSweep(Requester.Name, null, DateTimeOffset.UtcNow));
        var definition = WithResources(state.Definition, device, slots);
        var code = await RunAsync(journal, state.Id, definition.Resources, o => o.TakeUp(state.Id));
        return code == ExitCode.Success ? await FollowAsync(journal, state.Id, definition) : code;

        SweepId? Successor(SweepState ended) =>
            ended.Definition.CrossValidation.Nested is { } nested && members.TryGetValue((nested.Series, nested.Outer + 1), out var next) ? next : null;
    }

    private static SweepDefinition WithResources(SweepDefinition definition, string? device, int? slots) =>
        definition with { Resources = definition.Resources with { Device = device ?? definition.Resources.Device, Slots = slots ?? definition.Resources.Slots } };

    private Task<int> PlanAsync(SqliteJournal journal, SweepId sweep, SweepDefinition definition, Inspection inspection) => RunAsync(
        journal, sweep, definition.Resources, o => o.Plan(new PlanSweep(sweep, definition, inspection.Fingerprint, DateTimeOffset.UtcNow, inspection.Leakage)));

    // The sweeps of the outer folds that are left, one after the other; then what all of them tell.
    private async Task<int> FollowAsync(SqliteJournal journal, SweepId sweep, SweepDefinition definition)
    {
        if (definition.CrossValidation.Nested is null) return ExitCode.Success;
        var archive = new SweepArchive(journal);
        while (NestedSeries.After(definition) is { } next)
        {
            (sweep, definition) = (await NestedSeries.NewIdAsync(archive, sweep, next.CrossValidation.Nested!.Outer), next);
            using var owned = SweepLock.Take(home, sweep);
            var code = await PlanAsync(journal, sweep, definition, Preflight.Check(definition));
            if (code != ExitCode.Success) return code;
        }
        await using var place = new HomePlace(home);
        using var screen = Screen.Open(json);
        if (NestedView.Of(await NestedSeries.LoadAsync(place, await place.FindAsync(sweep.Value))) is { } nested) screen.ShowNested(nested);
        return ExitCode.Success;
    }

    private async Task<(SweepId Sweep, SweepLock Owned)> ClaimAsync(SweepArchive archive, string name)
    {
        // Two processes may think of the same number; the lock tells who has it.
        var sweep = await SweepIds.NextAsync(archive, name);
        while (true)
        {
            try
            {
                return (sweep, SweepLock.Take(home, sweep));
            }
            catch (UserError)
            {
                sweep = SweepIds.After(sweep);
            }
        }
    }

    private async Task<int> RunAsync(SqliteJournal journal, SweepId sweep, ResourcesDefinition resources, Action<EmbeddedOrchestrator> begin)
    {
        using var interrupts = new Interrupts();
        await using var log = new LoggerConfiguration().MinimumLevel.Information()
            .WriteTo.File(home.Log(sweep), formatProvider: System.Globalization.CultureInfo.InvariantCulture).CreateLogger();
        using var screen = Screen.Open(json);
        var monitor = new SweepMonitor(screen, log);
        await using var orchestrator = new EmbeddedOrchestrator(home, journal, monitor, resources, log);
        begin(orchestrator);
        if (await Task.WhenAny(monitor.Ended, interrupts.First) == interrupts.First)
        {
            screen.Note("Draining: the running folds stop at a checkpoint. Press Ctrl-C again to end at once.");
            await orchestrator.DrainAsync();
            if (!monitor.Ended.IsCompleted)
            {
                screen.Note($"Interrupted; nothing is lost. Go on with: orchestrator resume {sweep}");
                return ExitCode.Interrupted;
            }
        }
        var state = await monitor.Ended;
        screen.ShowResult(state);
        return CodeOf(state);
    }

    private void CheckData(SweepState state)
    {
        if (Preflight.Check(state.Definition, store).Fingerprint != state.DataFingerprint)
            throw new UserError($"The data in {state.Definition.Data.Path} is not what sweep '{state.Id}' was started with: its content has changed. Bring the old content back, or start a new sweep with 'orchestrator run'.");
    }

    private static int CodeOf(SweepState state) => state.Best is null ? ExitCode.Failure : ExitCode.Success;
}
