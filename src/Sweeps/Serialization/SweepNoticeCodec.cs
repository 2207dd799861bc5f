using System.Text.Json;
using Orchestrator.Contracts.Messages;
using Orchestrator.Contracts.Serialization;

namespace Orchestrator.Sweeps.Serialization;

/// <summary>Writes notices as the type and data of a server-sent event, and reads them back. Events keep the journal's manifests.</summary>
public static class SweepNoticeCodec
{
    /// <summary>The type that says nothing but that the connection lives.</summary>
    public const string Alive = "alive";

    private const string Epoch = "epoch";
    private const string CaughtUp = "caught-up";
    private const string Waiting = "waiting";

    /// <summary>The type and the data, one line of JSON.</summary>
    public static (string Type, string Json) Encode(SweepNotice notice) => notice switch
    {
        EventNotice happened => SweepEventCodec.Encode(happened.Event),
        EpochNotice epoch => (Epoch, JsonSerializer.Serialize(epoch.Measured, WireJson.Options)),
        WaitingNotice waiting => (Waiting, JsonSerializer.Serialize(waiting, WireJson.Options)),
        CaughtUpNotice => (CaughtUp, "{}"),
        _ => throw new ArgumentException($"{notice.GetType().Name} is no notice that this version can write.", nameof(notice)),
    };

    /// <summary>The notice; null for <see cref="Alive"/>, and for what only a newer version can say and an older one may miss.</summary>
    /// <exception cref="FormatException">An event is unknown, without which the sweep cannot be told: the coordinator is a newer
    /// version.</exception>
    public static SweepNotice? Decode(string type, string json) => type switch
    {
        Alive => null,
        CaughtUp => new CaughtUpNotice(),
        Epoch => new EpochNotice(JsonSerializer.Deserialize<EpochMeasured>(json, WireJson.Options)!),
        Waiting => JsonSerializer.Deserialize<WaitingNotice>(json, WireJson.Options),
        _ when !IsEvent(type) => null,
        _ => new EventNotice(SweepEventCodec.Decode(type, json)),
    };

    // A journal's manifest ends in a version; the types of all other notices do not.
    private static bool IsEvent(string type) => type.Contains('/');
}
