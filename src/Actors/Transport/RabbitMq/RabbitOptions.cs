namespace Orchestrator.Actors.Transport.RabbitMq;

/// <summary>Where the broker is, and how soon it and its clients notice that the other is gone.</summary>
public sealed record RabbitOptions
{
    /// <summary><c>amqp://user:password@host:port/virtual-host</c>; <c>amqps</c> for TLS.</summary>
    public required Uri Uri { get; init; }

    /// <summary>Whom TLS trusts and who it says we are; null: the system's authorities and no certificate of our own.</summary>
    public RabbitTls? Tls { get; init; }

    /// <summary>A peer silent for two of these is taken for dead. Whole seconds, from 1; 5 by default.</summary>
    public TimeSpan Heartbeat { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>How often an observer looks whether those it knows are there still: how late it notices a dead process. 1 second by default.</summary>
    public TimeSpan PresenceProbe { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>After an observer lost the broker itself, how long the others have to come back before they count as gone. 3 seconds by default.</summary>
    public TimeSpan PresenceGrace { get; init; } = TimeSpan.FromSeconds(3);

    /// <summary>The connection's name in the broker's lists.</summary>
    public string ClientName { get; init; } = "orchestrator";
}
