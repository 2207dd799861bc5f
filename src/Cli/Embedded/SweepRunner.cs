using Orchestrator.Cli.Planning;
using Orchestrator.Cli.Rendering;
using Orchestrator.Cli.Screens;
using Orchestrator.Client.Sweeps;
using Orchestrator.Contracts.Definitions;
using Orchestrator.Contracts.Identifiers;
using Orchestrator.Contracts.Validation;
using Orchestrator.Coordinator.Admission;
using Orchestrator.Coordinator.Hosting;
using Orchestrator.Coordinator.Persistence;
using Orchestrator.Coordinator.Sweeps;
using Orchestrator.GpuNode.Devices;
using Orchestrator.GpuNode.Hosting;
using Orchestrator.Models.Data.Caching;
using Orchestrator.Sweeps;
using Serilog;

namespace Orchestrator.Cli.Embedded;

/// <summary>Runs one sweep in this process until it ends or is interrupted.</summary>
/// <param name="home">Where journal, checkpoints and logs are.</param>
/// <param name="json">Whether the screen is a stream of JSON lines.</param>
/// <param name="web">Shows the sweep while it runs; null = no page is asked for.</param>
internal sealed class SweepRunner(DataDirectory home, bool json, IRunPage? web = null)
{
    private readonly DataSetStore store = new(home.Cache);
    private readonly SweepProgram program = new(home);
    private readonly SweepPlugins plugins = new(home);

    /// <summary>Begins a sweep.</summary>
    /// <returns>See <see cref="ExitCode"/>.</returns>
    public async Task<int> StartAsync(SweepDefinition definition)
    {
        await program.CheckAsync(definition.Model.Command);
        await plugins.KeepAsync(definition);
        await using var journal = await OpenAsync();
        // The actors take most of a second to start, in which the data is read.
        var (machine, starting) = Prepare(journal, definition.Resources);
        TellReading(definition);
        await using var orchestrator = new Starting(starting);
        var inspection = Preflight.Check(definition, store);
        TellRemarks([.. SpaceRemarks.Of(definition.Space), .. inspection.Remarks]);
        var (sweep, owned) = await ClaimAsync(journal, definition.Name);
        using (owned)
        {
            var code = await RunAsync(await starting, machine, sweep, o => o.TellAsync(Begin(sweep, definition, inspection)));
            return code == ExitCode.Success ? await FollowAsync(journal, sweep, definition) : code;
        }
    }

    /// <summary>Goes on with a sweep.</summary>
    /// <param name="id">Its id; null = the last that has not ended.</param>
    /// <param name="device">Instead of the sweep's.</param>
    /// <param name="slots">Instead of the sweep's.</param>
    /// <param name="trials">More trials than it has; null = as planned.</param>
    /// <param name="dataRoot">Where data that was moved is looked for first.</param>
    /// <returns>See <see cref="ExitCode"/>.</returns>
    public async Task<int> ResumeAsync(string? id, string? device, int? slots, int? trials = null, string? dataRoot = null)
    {
        await using var journal = await OpenAsync();
        var members = await NestedSeries.MembersAsync(journal.Sweeps);
        var state =
            await SweepIds.FindAsync(journal.Sweeps, id, s => !s.Ended || trials is not null
                || (NestedSeries.After(s.Definition) is not null && Successor(s) is null));
        if (trials is { } wanted && SweepExtension.Objection(state, wanted) is { } objection)
        {
            throw new UserError(objection);
        }
        while (state.Ended && Successor(state) is { } next && await journal.Sweeps.LoadAsync(next) is { } later)
        {
            state = later;
        }
        var definition = WithResources(state.Definition, device, slots);
        if (state.Ended && trials is null)
        {
            if (state.Best is not null && NestedSeries.After(state.Definition) is not null)
            {
                return await FollowAsync(journal, state.Id, definition);
            }
            using var screen = Screen.Open(json);
            screen.ShowResult(state);
            return CodeOf(state);
        }
        using var owned = SweepLock.Take(home, state.Id);
        await plugins.GoOnAsync(definition);
        if (await program.CheckAsync(definition.Model.Command) is { } remark)
        {
            TellRemarks([remark]);
        }

        var (machine, starting) = Prepare(journal, definition.Resources);
        TellReading(definition);
        await using var orchestrator = new Starting(starting);
        var data = CheckData(state, dataRoot);
        definition = definition with { Data = data };
        var code = await RunAsync(await starting, machine, state.Id, async o =>
        {
            o.Recover(state.Id);
            if (trials is { } more)
            {
                await o.TellAsync(new ExtendSweepRequest(state.Id, more, Requester.Name));
            }
            if (data != state.Definition.Data)
            {
                await o.TellAsync(new MoveDataRequest(state.Id, data));
            }
            if (state.Pause is not null)
            {
                await o.TellAsync(new ContinueSweepRequest(state.Id, Requester.Name, null));
            }
        }, goesOn: trials is not null);
        return code == ExitCode.Success ? await FollowAsync(journal, state.Id, definition) : code;

        SweepId? Successor(SweepState ended) =>
            ended.Definition.CrossValidation.Nested is { } nested && members.TryGetValue((nested.Series, nested.Outer + 1), out var next)
                ? next : null;
    }

    // The next words come only when all has started. No part of the result, so not to the standard output.
    private void TellReading(SweepDefinition definition)
    {
        if (!json)
        {
            Console.Error.WriteLine($"{definition.Name}: reading {definition.Data.Path} ...");
        }
    }

    private void TellRemarks(IReadOnlyList<string> remarks)
    {
        foreach (var remark in json ? [] : remarks)
        {
            Console.Error.WriteLine($"note: {remark}");
        }
    }

    private static SweepDefinition WithResources(SweepDefinition definition, string? device, int? slots) =>
        definition with
        {
            Resources =
            definition.Resources with { Device = device ?? definition.Resources.Device, Slots = slots ?? definition.Resources.Slots }
        };

    private static BeginSweep Begin(SweepId sweep, SweepDefinition definition, Inspection inspection) =>
        new(sweep, definition, inspection.Fingerprint, inspection.Leakage);

    private async Task<JournalDatabase> OpenAsync()
    {
        var journal = JournalDatabase.Sqlite(home.Journal);
        await journal.PrepareAsync();
        return journal;
    }

    /// <exception cref="DeviceUnavailableException">A device is asked for that is not there.</exception>
    private (FoundGpus Gpus, Task<LocalCoordinator> Starting) Prepare(JournalDatabase journal, ResourcesDefinition resources)
    {
        var (gpus, slots) = MachineSlots.Divide(Environment.MachineName, resources.Device, _ => resources, DeviceDiscovery.OfThisMachine());
        return (gpus, Task.Run(() => EmbeddedOrchestrator.StartAsync(home, journal, slots)));
    }

    // The sweeps of the outer folds that are left, one after the other; then what all of them tell.
    private async Task<int> FollowAsync(JournalDatabase journal, SweepId sweep, SweepDefinition definition)
    {
        if (definition.CrossValidation.Nested is null)
        {
            return ExitCode.Success;
        }
        while (NestedSeries.After(definition) is { } next)
        {
            (sweep, definition) = (await NestedSeries.NewIdAsync(journal.Sweeps, sweep, next.CrossValidation.Nested!.Outer), next);
            using var owned = SweepLock.Take(home, sweep);
            var (machine, starting) = Prepare(journal, definition.Resources);
            await using var orchestrator = new Starting(starting);
            var begin = Begin(sweep, definition, Preflight.Check(definition, store));
            var code = await RunAsync(await starting, machine, sweep, o => o.TellAsync(begin));
            if (code != ExitCode.Success)
            {
                return code;
            }
        }
        await using var place = new LocalSweepClient(home);
        using var screen = Screen.Open(json);
        if (NestedView.Of(await NestedSeries.LoadAsync(place, await place.FindAsync(sweep.Value))) is { } nested)
        {
            screen.ShowNested(nested);
        }
        return ExitCode.Success;
    }

    private async Task<(SweepId Sweep, SweepLock Owned)> ClaimAsync(JournalDatabase journal, string name)
    {
        // Two processes may think of the same number; the lock tells who has it.
        var sweep = await SweepIds.NextAsync(journal.Sweeps, name);
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

    private async Task<int> RunAsync(LocalCoordinator orchestrator, FoundGpus gpus, SweepId sweep,
        Func<LocalCoordinator, Task> begin, bool goesOn = false)
    {
        using var interrupts = new Interrupts();
        await using var log = new LoggerConfiguration().MinimumLevel.Is(DebugSwitch.Level)
            .WriteTo.File(home.Log(sweep), formatProvider: System.Globalization.CultureInfo.InvariantCulture).CreateLogger();
        Log.Logger = log; // whom the actors tell
        using var screen = Screen.Open(json);
        var monitor = new SweepMonitor(screen, log, home.Sweeps, goesOn);
        orchestrator.Observe(monitor);
        if (gpus.Notice is { } notice)
        {
            screen.Note(notice);
        }
        await using var page = web is null ? null : await web.ShowAsync(home, sweep, orchestrator, screen.Note);
        await begin(orchestrator);
        var first = await Task.WhenAny(monitor.Ended, interrupts.First, monitor.DiskFull);
        if (first == monitor.DiskFull)
        {
            await orchestrator.DrainAsync();
            throw new SweepStoppedException(sweep, $"{(await monitor.DiskFull).TrimEnd('.')}. Make room on that disk.");
        }
        if (first == interrupts.First)
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

    // Read anew: a copy may have kept the length and the times of the file that it replaced, and what is trained on may be a flat copy.
    private DataDefinition CheckData(SweepState state, string? dataRoot)
    {
        var data = new MovedData(home.Root, dataRoot).Find(state.Definition.Data,
            found => store.FingerprintOf(found, anew: true) == state.DataFingerprint);
        if (Preflight.Check(state.Definition with { Data = data }, store, isValid: true).Fingerprint != state.DataFingerprint)
        {
            throw new UserError(
                $"The data in {data.Path} is not what sweep '{state.Id}' was started with: its content has changed. "
                    + $"Bring the old content back, or start a new sweep with 'orchestrator run'.");
        }

        return data;
    }

    private static int CodeOf(SweepState state) => state.Best is null ? ExitCode.Failure : ExitCode.Success;

    /// <summary>Ends an orchestrator, also one that was still starting when something went wrong.</summary>
    private sealed class Starting(Task<LocalCoordinator> starting) : IAsyncDisposable
    {
        public async ValueTask DisposeAsync() => await (await starting).DisposeAsync();
    }
}

/// <summary>Shows a sweep that this process runs to whoever looks.</summary>
internal interface IRunPage
{
    /// <summary>Begins to show it.</summary>
    /// <param name="home">Where it is.</param>
    /// <param name="sweep">Which.</param>
    /// <param name="orchestrator">Who runs it.</param>
    /// <param name="say">Hears where it is shown.</param>
    /// <returns>Ends it.</returns>
    Task<IAsyncDisposable> ShowAsync(DataDirectory home, SweepId sweep, LocalCoordinator orchestrator, Action<string> say);
}
