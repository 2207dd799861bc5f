using Orchestrator.Actors.Persistence;
using Orchestrator.Journal;

namespace Orchestrator.Actors.Tests.Persistence;

internal abstract record AccountEvent;

internal sealed record Deposited(int Amount) : AccountEvent;

internal sealed record Withdrawn(int Amount) : AccountEvent;

/// <summary>Told to an account: persist these, then answer with the balance.</summary>
internal sealed record Book(params AccountEvent[] Events);

/// <summary>Told to an account: enter these, which the next "commit" makes durable, and answer with the balance.</summary>
internal sealed record Enter(params AccountEvent[] Events);

/// <summary>The smallest persistent actor with an invariant: the balance is the sum, and never negative.</summary>
internal sealed class Account(string id, IJournal journal, Action<string> note, bool snapshots = false)
    : PersistentActor<int, AccountEvent>(journal, new Codec(), snapshots ? new Snapshots() : null)
{
    protected override string PersistenceId => id;

    protected override int Empty => 0;

    protected override int SnapshotEvery => 3;

    protected override int Apply(int state, AccountEvent @event) => @event switch
    {
        Deposited deposited => state + deposited.Amount,
        Withdrawn withdrawn when withdrawn.Amount <= state => state - withdrawn.Amount,
        _ => throw new InvalidOperationException($"{@event} of {state}"),
    };

    protected override ValueTask OnRecovered()
    {
        note($"recovered {State} at {SequenceNr}, epoch {OwnerEpoch}");
        return ValueTask.CompletedTask;
    }

    protected override async ValueTask ReceiveAsync(object message)
    {
        switch (message)
        {
            case Book book:
                await PersistAsync(book.Events);
                Sender.Tell(State);
                break;
            case Enter enter:
                Record(enter.Events);
                Sender.Tell(State);
                break;
            case "commit":
                Sender.Tell((await CommitAsync()).Count);
                break;
            case "balance":
                Sender.Tell(State);
                break;
            case "crash":
                throw new FormatException();
            case MeasurementRow row:
                await PersistMeasurementsAsync([row]);
                Sender.Tell(State);
                break;
            default:
                Unhandled(message);
                break;
        }
    }

    internal sealed class Codec : IEventCodec<AccountEvent>
    {
        public (string Manifest, string Json) Encode(AccountEvent @event) => @event switch
        {
            Deposited deposited => ("deposited/1", $"{deposited.Amount}"),
            Withdrawn withdrawn => ("withdrawn/1", $"{withdrawn.Amount}"),
            _ => throw new ArgumentOutOfRangeException(nameof(@event)),
        };

        public AccountEvent Decode(string manifest, string json) => manifest switch
        {
            "deposited/1" => new Deposited(int.Parse(json)),
            "withdrawn/1" => new Withdrawn(int.Parse(json)),
            _ => throw new FormatException($"Unknown event '{manifest}'."),
        };
    }

    internal sealed class Snapshots : ISnapshotCodec<int>
    {
        public (string Manifest, string Json) Encode(int state) => ("balance/1", $"{state}");

        public bool TryDecode(string manifest, string json, out int state)
        {
            state = 0;
            return manifest == "balance/1" && int.TryParse(json, out state);
        }
    }
}
