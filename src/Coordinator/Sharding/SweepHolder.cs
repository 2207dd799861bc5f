using System.Collections.Concurrent;
using Orchestrator.Actors;
using Orchestrator.Actors.Transport;
using Orchestrator.Contracts.Protocol;
using Orchestrator.Coordinator.Sweeping;

namespace Orchestrator.Coordinator.Sharding;

/// <summary>A coordinator's process as one that holds sweeps, whether it has the seat or stands by for it.</summary>
public sealed class SweepHolder : IAsyncDisposable
{
    private const int MaxBatch = 64;

    private readonly ActorSystem system;
    private readonly IActorRef elsewhere;
    private readonly Lock gate = new();
    private readonly SortedSet<string> present = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<long, TaskCompletionSource> seats = [];
    private readonly Stack<IAsyncDisposable> connections = [];
    private Action<PresenceChange>? follower;
    private long latest;

    private SweepHolder(ITransport transport, string name, Func<IActorRef, SweepServices> createServices, ActorSystemOptions? options)
    {
        (Name, CreateServices) = (name, createServices);
        system = new ActorSystem("holder", options);
        elsewhere = system.ActorOf(Props.Create(() => new LetterCarrierActor(transport, Inboxes.OfHolder(name), Inboxes.Seat)), "seat");
        Actor = system.ActorOf(Props.Create(() => new SweepHolderActor(createServices, elsewhere, OnSeat)), "holder");
    }

    /// <summary>Its name and its life, such as <c>head-1.5f0c2d7e</c>.</summary>
    public string Name { get; }

    /// <summary>The other ones that are present, as far as is known.</summary>
    public IReadOnlyCollection<string> Others
    {
        get
        {
            lock (gate) return [.. present.Where(name => name != Name)];
        }
    }

    internal IActorRef Actor { get; }

    internal Func<IActorRef, SweepServices> CreateServices { get; }

    /// <summary>Stands ready.</summary>
    /// <param name="transport">Stays the caller's.</param>
    /// <param name="name">For the log; need not be unique.</param>
    /// <param name="createServices">What sweeps work with, given the scheduler.</param>
    /// <param name="options">Clock, log and dispatcher of the actors.</param>
    public static async Task<SweepHolder> JoinAsync(ITransport transport, string name, Func<IActorRef, SweepServices> createServices, ActorSystemOptions? options = null)
    {
        var holder = new SweepHolder(transport, $"{name}.{Guid.NewGuid().ToString("N")[..8]}", createServices, options);
        var inbox = Inboxes.OfHolder(holder.Name);
        holder.connections.Push(await transport.ReceiveAsync(inbox, holder.HearAsync, MaxBatch).ConfigureAwait(false));
        holder.connections.Push(await transport.ObserveAsync(holder.Note).ConfigureAwait(false));
        holder.connections.Push(await transport.AppearAsync(inbox).ConfigureAwait(false));
        return holder;
    }

    /// <summary>Completes when somebody has taken the seat after the one of this epoch.</summary>
    public Task Superseded(long seat)
    {
        var waiting = seats.GetOrAdd(seat, _ => new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
        if (Interlocked.Read(ref latest) > seat) waiting.TrySetResult();
        return waiting.Task;
    }

    /// <summary>
    /// Tells who is present, then each change. One stream, begun before there was a seat: who would look at one and follow another could take
    /// somebody for present who died in between.
    /// </summary>
    internal void Follow(Action<PresenceChange> action)
    {
        lock (gate)
        {
            foreach (var name in present) action(new PresenceChange(Inboxes.OfHolder(name), true));
            follower = action;
        }
    }

    /// <summary>Ends at once; its sweeps go on with another.</summary>
    public async ValueTask DisposeAsync()
    {
        while (connections.TryPop(out var connection)) await connection.DisposeAsync().ConfigureAwait(false);
        await system.DisposeAsync().ConfigureAwait(false);
    }

    private void OnSeat(long seat)
    {
        Interlocked.Exchange(ref latest, seat);
        foreach (var (earlier, waiting) in seats)
        {
            if (earlier < seat) waiting.TrySetResult();
        }
    }

    private void Note(PresenceChange change)
    {
        if (!Inboxes.TryReadHolder(change.Name, out var name)) return;
        lock (gate)
        {
            if (change.Present) present.Add(name);
            else present.Remove(name);
            follower?.Invoke(change);
        }
    }

    private ValueTask HearAsync(IReadOnlyList<Delivery> deliveries, CancellationToken abandoned)
    {
        foreach (var letter in deliveries.SelectMany(delivery => MessageBatch.Read(delivery.Message, LetterCodec.Decode))) Actor.Tell(letter, elsewhere);
        return ValueTask.CompletedTask;
    }
}
