using Orchestrator.Actors.Diagnostics;
using Orchestrator.Journal;
using Orchestrator.Journal.Memory;

namespace Orchestrator.Actors.Tests.Persistence;

/// <summary>The worst that a journal may do: write, and then say that it does not know.</summary>
public sealed class UncertainJournalTests
{
    [Theory]
    [InlineData(true, 15)]
    [InlineData(false, 10)]
    public void After_an_unknown_outcome_the_restart_reads_what_was_written(bool written, int balance)
    {
        var journal = new UncertainJournal();
        var stage = new Stage();
        var account = stage.System.ActorOf(Props.Create(() => new Account("account-1", journal, stage.Notes.Add)));
        stage.Result(Ask(new Book(new Deposited(10)))).ShouldBe(10);

        journal.Fails = true;
        journal.Writes = written;
        stage.Failure<JournalException>(Ask(new Book(new Deposited(5))));
        journal.Fails = false;
        var answer = Ask("balance");
        stage.Run(TimeSpan.FromSeconds(1));
        stage.Result(answer).ShouldBe(balance);
        stage.Result(Ask(new Book(new Deposited(1)))).ShouldBe(balance + 1);
        stage.Reports.OfType<ActorFailed>().ShouldHaveSingleItem().Directive.ShouldBe(Directive.Restart);

        Task<int> Ask(object message) => account.Ask<int>(message, TimeSpan.FromMinutes(1));
    }

    [Fact]
    public void Without_a_restart_nothing_more_is_written()
    {
        var journal = new UncertainJournal { Fails = true };
        var stage = new Stage(new SupervisorStrategy { Decide = _ => Directive.Resume });
        var account = stage.System.ActorOf(Props.Create(() => new Account("account-1", journal, stage.Notes.Add)));
        stage.Failure<JournalException>(account.Ask<int>(new Book(new Deposited(5)), TimeSpan.FromMinutes(1)));
        journal.Fails = false;
        stage.Failure<InvalidOperationException>(account.Ask<int>(new Book(new Deposited(5)), TimeSpan.FromMinutes(1)));
    }

    private sealed class UncertainJournal : IJournal
    {
        private readonly MemoryJournal _inner = new();

        public bool Fails { get; set; }

        public bool Writes { get; set; } = true;

        public async ValueTask<long> AppendAsync(
            string persistenceId, long expectedSequenceNr, long ownerEpoch, IReadOnlyList<JournalEvent> events, CancellationToken cancellationToken = default)
        {
            var last = Writes ? await _inner.AppendAsync(persistenceId, expectedSequenceNr, ownerEpoch, events, cancellationToken) : 0;
            return Fails ? throw new JournalException("connection lost") : last;
        }

        public ValueTask<long> ClaimAsync(string persistenceId, CancellationToken cancellationToken = default) =>
            _inner.ClaimAsync(persistenceId, cancellationToken);

        public IAsyncEnumerable<JournalRecord> ReadAsync(
            string persistenceId, long fromSequenceNr = 1, CancellationToken cancellationToken = default) =>
            _inner.ReadAsync(persistenceId, fromSequenceNr, cancellationToken);

        public ValueTask<JournalRecord?> ReadLastAsync(string persistenceId, CancellationToken cancellationToken = default) =>
            _inner.ReadLastAsync(persistenceId, cancellationToken);

        public ValueTask<IReadOnlyList<string>> PersistenceIdsAsync(CancellationToken cancellationToken = default) =>
            _inner.PersistenceIdsAsync(cancellationToken);

        public ValueTask SaveSnapshotAsync(
            string persistenceId, long sequenceNr, string manifest, string json, CancellationToken cancellationToken = default) =>
            _inner.SaveSnapshotAsync(persistenceId, sequenceNr, manifest, json, cancellationToken);

        public ValueTask<Snapshot?> LoadSnapshotAsync(string persistenceId, CancellationToken cancellationToken = default) =>
            _inner.LoadSnapshotAsync(persistenceId, cancellationToken);

        public ValueTask AppendMeasurementsAsync(IReadOnlyList<MeasurementRow> rows, CancellationToken cancellationToken = default) =>
            _inner.AppendMeasurementsAsync(rows, cancellationToken);

        public IAsyncEnumerable<MeasurementRow> ReadMeasurementsAsync(
            string persistenceId, int? trial = null, CancellationToken cancellationToken = default) =>
            _inner.ReadMeasurementsAsync(persistenceId, trial, cancellationToken);

        public ValueTask DisposeAsync() => _inner.DisposeAsync();
    }
}
