using Orchestrator.Actors.Diagnostics;
using Orchestrator.Actors.Persistence;
using Orchestrator.Journal;

namespace Orchestrator.Actors.Tests.Persistence;

public abstract class PersistentActorTests : IAsyncLifetime
{
    private const string Id = "account-1";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private readonly List<string> _notes = [];
    private readonly List<SystemEvent> _reports = [];
    private readonly List<ActorSystem> _systems = [];
    private IJournal? _journal;

    private IJournal Journal => _journal!;

    public Task InitializeAsync()
    {
        _journal = Open();
        return Task.CompletedTask;
    }

    public virtual async Task DisposeAsync()
    {
        foreach (var system in _systems)
        {
            await system.DisposeAsync();
        }

        await Journal.DisposeAsync();
    }

    [Fact]
    public async Task State_survives_a_crash_and_a_new_system()
    {
        var account = Begin();
        (await Ask(account, new Book(new Deposited(10)))).ShouldBe(10);
        (await Ask(account, new Book(new Deposited(5), new Withdrawn(12)))).ShouldBe(3);
        account.Tell("crash");
        (await Ask(account, "balance")).ShouldBe(3);
        await _systems[0].DisposeAsync();
        (await Ask(Begin(), "balance")).ShouldBe(3);
        _notes.ShouldBe(["recovered 0 at 0, epoch 1", "recovered 3 at 3, epoch 2", "recovered 3 at 3, epoch 3"]);
    }

    [Fact]
    public async Task What_was_recorded_counts_at_once_and_is_durable_with_the_commit()
    {
        var account = Begin();
        (await Ask(account, new Enter(new Deposited(10)))).ShouldBe(10);
        (await Ask(account, new Enter(new Withdrawn(4), new Deposited(1)))).ShouldBe(7);
        (await Journal.ReadAsync(Id).CountAsync()).ShouldBe(0);
        (await Ask(account, "commit")).ShouldBe(3);
        (await Journal.ReadAsync(Id).CountAsync()).ShouldBe(3);
        (await Ask(account, "commit")).ShouldBe(0);

        (await Ask(account, new Enter(new Deposited(100)))).ShouldBe(107);
        account.Tell("crash");
        (await Ask(account, "balance")).ShouldBe(7, "what was not committed never happened");
    }

    [Fact]
    public async Task What_was_recorded_before_is_durable_before()
    {
        var account = Begin();
        await Ask(account, new Enter(new Deposited(10)));
        (await Ask(account, new Book(new Withdrawn(10)))).ShouldBe(0);
        (await Journal.ReadAsync(Id).CountAsync()).ShouldBe(2);
        account.Tell("crash");
        (await Ask(account, "balance")).ShouldBe(0);
    }

    [Fact]
    public async Task Messages_wait_for_recovery()
    {
        await Ask(Begin(), new Book([.. Enumerable.Repeat(new Deposited(1), 5_000)]));
        var account = Begin();
        var answers = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => Ask(account, "balance")));
        answers.ShouldAllBe(balance => balance == 5_000);
    }

    [Fact]
    public async Task A_deposed_owner_cannot_write_and_stops()
    {
        var (parent, first) = BeginUnderParent();
        (await Ask(first, new Book(new Deposited(10)))).ShouldBe(10);
        var second = Begin();
        (await Ask(second, "balance")).ShouldBe(10);

        await Should.ThrowAsync<JournalConflictException>(Ask(first, new Book(new Withdrawn(10))));
        (await parent.WaitAsync(Patience)).ShouldBe(new Deposed(first, Id));
        await Should.ThrowAsync<ActorStoppedException>(Ask(first, "balance"));
        Reports<ActorFailed>().ShouldHaveSingleItem().Directive.ShouldBe(Directive.Stop);
        (await Ask(second, new Book(new Withdrawn(4)))).ShouldBe(6);
        _notes.Count.ShouldBe(2, "the deposed one did not come back to claim again");
    }

    [Fact]
    public async Task A_snapshot_is_a_cache()
    {
        var account = Begin(snapshots: true);
        for (var i = 1; i <= 7; i++)
        {
            await Ask(account, new Book(new Deposited(i)));
        }

        (await Journal.LoadSnapshotAsync(Id)).ShouldBe(new Snapshot(Id, 6, "balance/1", "21"));
        (await Ask(Begin(snapshots: true), "balance")).ShouldBe(28);
        (await Ask(Begin(snapshots: false), "balance")).ShouldBe(28);
        _notes.ShouldAllBe(note => note.StartsWith("recovered 0 at 0") || note.StartsWith("recovered 28 at 7"));
    }

    [Fact]
    public async Task The_snapshot_is_what_recovery_begins_with()
    {
        await Ask(Begin(), new Book(new Deposited(1), new Deposited(2)));
        await Journal.SaveSnapshotAsync(Id, 1, "balance/1", "100");
        (await Ask(Begin(snapshots: true), "balance")).ShouldBe(102, "only a snapshot that lies shows that it was read");
    }

    [Theory]
    [InlineData("balance/0", "1000")]
    [InlineData("balance/1", "no number")]
    public async Task A_snapshot_that_cannot_be_read_is_passed_over(string manifest, string json)
    {
        await Ask(Begin(), new Book(new Deposited(1), new Deposited(2)));
        await Journal.SaveSnapshotAsync(Id, 2, manifest, json);
        (await Ask(Begin(snapshots: true), "balance")).ShouldBe(3);
    }

    [Fact]
    public async Task An_unknown_event_keeps_the_actor_from_starting()
    {
        var epoch = await Journal.ClaimAsync(Id);
        await Journal.AppendAsync(Id, 0, epoch, [new JournalEvent("deposited/9", "1", DateTimeOffset.UnixEpoch)]);
        var account = Begin(supervision: SupervisorStrategy.StopAlways);
        await Should.ThrowAsync<ActorStoppedException>(Ask(account, "balance"));
        Reports<ActorFailed>().ShouldHaveSingleItem().Cause.ShouldBeOfType<FormatException>().Message.ShouldContain("deposited/9");
    }

    [Fact]
    public async Task An_impossible_event_is_caught_by_the_restart()
    {
        var account = Begin();
        await Ask(account, new Book(new Deposited(1)));
        await Should.ThrowAsync<InvalidOperationException>(Ask(account, new Book(new Withdrawn(2))));

        // It is in the journal now, as nothing but the entity knows what is possible: replay fails too, loudly, until it gives up.
        await Should.ThrowAsync<ActorStoppedException>(Ask(account, "balance"));
        Reports<ActorFailed>()[^1].Directive.ShouldBe(Directive.Stop);
    }

    [Fact]
    public async Task Measurements_go_beside_the_events()
    {
        var account = Begin();
        var row = new MeasurementRow(Id, 0, 1, 1, 3, "validation/loss", 0.25);
        await Ask(account, row);
        await Ask(account, row);
        var rows = new List<MeasurementRow>();
        await foreach (var read in Journal.ReadMeasurementsAsync(Id))
        {
            rows.Add(read);
        }

        rows.ShouldBe([row]);
    }

    protected abstract IJournal Open();

    private static Task<int> Ask(IActorRef account, object message) => account.Ask<int>(message, Patience);

    private List<T> Reports<T>()
    {
        lock (_reports)
        {
            return [.. _reports.OfType<T>()];
        }
    }

    private ActorSystem NewSystem(SupervisorStrategy? supervision = null)
    {
        var system = new ActorSystem("bank", new ActorSystemOptions
        {
            Supervision = supervision ?? new SupervisorStrategy { MaxRestarts = 3, MinBackoff = TimeSpan.FromMilliseconds(1) },
            Log = systemEvent =>
            {
                lock (_reports)
                {
                    _reports.Add(systemEvent);
                }
            },
        });
        _systems.Add(system);
        return system;
    }

    private Account NewAccount(bool snapshots) => new(
        Id,
        Journal,
        note =>
        {
            lock (_notes)
            {
                _notes.Add(note);
            }
        },
        snapshots);

    private IActorRef Begin(bool snapshots = false, SupervisorStrategy? supervision = null) =>
        NewSystem(supervision).ActorOf(Props.Create(() => NewAccount(snapshots)), Id);

    private (Task<object> ToldToParent, IActorRef Account) BeginUnderParent()
    {
        var told = new TaskCompletionSource<object>();
        var account = new TaskCompletionSource<IActorRef>();
        NewSystem().ActorOf(Props.Create(() => new Script(Script.Synchronous((_, message) => told.TrySetResult(message)))
        {
            OnStart = script => account.SetResult(script.Context.ActorOf(Props.Create(() => NewAccount(snapshots: false)), Id)),
        }));
        return (told.Task, account.Task.Result);
    }
}
