using RabbitMQ.Client;
using RabbitMQ.Client.Exceptions;

namespace Orchestrator.Actors.Transport.RabbitMq;

/// <summary>The names and properties of what the broker holds for us.</summary>
internal static class Topology
{
    /// <summary>Tells every observer who came or went.</summary>
    public const string Presence = "orchestrator.presence";

    /// <summary>Asks everyone present to tell the asker.</summary>
    public const string RollCall = "orchestrator.roll-call";

    private const string InboxPrefix = "inbox.";
    private const string PresencePrefix = "presence.";
    private const int LongestName = 200;

    /// <summary>Beyond every count that happens: newer brokers drop a message at its twentieth return unless told otherwise.</summary>
    private const int DeliveryLimit = 1_000_000_000;

    private static readonly Dictionary<string, object?> InboxArguments = new()
    {
        ["x-queue-type"] = "quorum",
        ["x-single-active-consumer"] = true,
        ["x-delivery-limit"] = DeliveryLimit,
    };

    // Who had it is dead, and whoever comes has a name of its own.
    private static readonly Dictionary<string, object?> FleetingArguments = new(InboxArguments) { ["x-expires"] = (int)TimeSpan.FromHours(1).TotalMilliseconds };

    /// <summary>The queue of an inbox.</summary>
    public static string InboxQueue(string inbox) => InboxPrefix + Checked(inbox, nameof(inbox));

    /// <summary>The queue that exists while someone of this name is present.</summary>
    public static string PresenceQueue(string name) => PresencePrefix + Checked(name, nameof(name));

    /// <summary>The inverse of <see cref="PresenceQueue"/>.</summary>
    public static string PresentName(string queue) => queue[PresencePrefix.Length..];

    public static Task DeclareInboxAsync(IChannel channel, string queue, CancellationToken cancellationToken) =>
        channel.QueueDeclareAsync(queue, durable: true, exclusive: false, autoDelete: false, IsFleeting(queue) ? FleetingArguments : InboxArguments, cancellationToken: cancellationToken);

    public static async Task DeclarePresenceAsync(IChannel channel, CancellationToken cancellationToken)
    {
        await channel.ExchangeDeclareAsync(Presence, ExchangeType.Fanout, durable: true, cancellationToken: cancellationToken);
        await channel.ExchangeDeclareAsync(RollCall, ExchangeType.Fanout, durable: true, cancellationToken: cancellationToken);
    }

    /// <summary>An error that the next attempt would meet again; null when it would not.</summary>
    public static TransportException? Refusal(OperationInterruptedException error) =>
        error.ShutdownReason is { ReplyCode: Constants.AccessRefused or Constants.PreconditionFailed or Constants.NotAllowed } reason
            ? new TransportException($"The broker refuses: {reason.ReplyText}", error)
            : null;

    private static bool IsFleeting(string queue) => queue.StartsWith($"{InboxPrefix}~", StringComparison.Ordinal);

    private static string Checked(string name, string parameter)
    {
        ArgumentException.ThrowIfNullOrEmpty(name, parameter);
        return Envelope.Fits(name, LongestName) ? name : throw new ArgumentException($"Longer than {LongestName} bytes: '{name}'.", parameter);
    }
}
