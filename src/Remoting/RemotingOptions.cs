namespace Orchestrator.Remoting;

/// <summary>Where an actor system listens for others, and whom it lets in.</summary>
public sealed record RemotingOptions
{
    /// <summary>The port of coordinators where nothing else is said.</summary>
    public const int DefaultPort = 7071;

    /// <summary>Name of the coordinators' actor system.</summary>
    public const string CoordinatorSystem = "orchestrator";

    /// <summary>Name of the actor by which nodes speak to a coordinator.</summary>
    public const string CoordinatorEntry = "nodes";

    /// <summary>Name or address under which others reach this machine. [default: 127.0.0.1]</summary>
    public string Host { get; init; } = "127.0.0.1";

    /// <summary>Address that is listened on; null = that of <see cref="Host"/>. [default: null]</summary>
    public string? Bind { get; init; }

    /// <summary>0 to 65535; 0 = any free one. [default: 0]</summary>
    public int Port { get; init; }

    /// <summary>Our certificate, and whom we trust; null = plain TCP, for loopback alone. [default: null]</summary>
    public RemotingTls? Tls { get; init; }

    /// <summary>How the addresses of our systems begin.</summary>
    public string Scheme => Tls is null ? "akka.tcp" : "akka.ssl.tcp";
}
