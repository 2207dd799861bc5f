using System.Collections.Frozen;
using System.Text.Json;
using Orchestrator.Contracts.Identifiers;
using Orchestrator.Contracts.Wire;
using Orchestrator.Coordinator.Clustered;
using Orchestrator.Coordinator.Scheduling;
using Orchestrator.Sweeps.Commands;

namespace Orchestrator.Coordinator.Sharding;

/// <summary>Writes what coordinators say to each other as a manifest and JSON, and reads it back.</summary>
internal static class LetterCodec
{
    private const string Letter = "sweep-letter/1";
    private const string Seat = "seat-taken/1";

    private static readonly FrozenDictionary<string, Type> Types = new Dictionary<string, Type>
    {
        ["hold/1"] = typeof(Hold),
        ["plan/1"] = typeof(PlanSweep),
        ["cancel/1"] = typeof(CancelSweep),
        ["pause/1"] = typeof(PauseSweep),
        ["continue/1"] = typeof(ContinueSweep),
        ["reported/1"] = typeof(Reported),
        ["slot-given/1"] = typeof(SlotGiven),
        ["slot-lost/1"] = typeof(SlotLost),
        ["slots-unavailable/1"] = typeof(SlotsUnavailable),
        ["node-reported/1"] = typeof(NodeReported),
        ["slots-wanted/1"] = typeof(SlotsWanted),
        ["slot-released/1"] = typeof(SlotReleased),
        ["sweep-over/1"] = typeof(SweepOver),
        ["node-order/1"] = typeof(NodeOrder),
        ["heard/1"] = typeof(Heard),
        ["changed/1"] = typeof(SweepChanged),
        ["gone/1"] = typeof(SweepGone),
    }.ToFrozenDictionary();

    private static readonly FrozenDictionary<Type, string> Manifests = Types.ToFrozenDictionary(entry => entry.Value, entry => entry.Key);

    /// <summary>What a letter may hold.</summary>
    public static IEnumerable<Type> Known => Manifests.Keys;

    private sealed record Written(SweepId Sweep, Tenure Tenure, long Number, string Manifest, JsonElement Message);

    /// <summary>The manifest and JSON of a letter or of <see cref="SeatTaken"/>.</summary>
    /// <exception cref="KeyNotFoundException">It is neither, or its message is none of a letter's.</exception>
    public static (string Manifest, string Json) Encode(object message)
    {
        if (message is SeatTaken taken) return (Seat, JsonSerializer.Serialize(taken, WireJson.Options));
        if (message is not SweepLetter letter) throw new KeyNotFoundException($"{message.GetType().Name} is nothing that coordinators say to each other.");
        var type = letter.Message.GetType();
        var written = new Written(letter.Sweep, letter.Tenure, letter.Number, Manifests[type], JsonSerializer.SerializeToElement(letter.Message, type, WireJson.Options));
        return (Letter, JsonSerializer.Serialize(written, WireJson.Options));
    }

    /// <summary>A <see cref="SweepLetter"/> or a <see cref="SeatTaken"/>.</summary>
    /// <exception cref="FormatException">It is unknown to this version, or cannot be read.</exception>
    public static object Decode(string manifest, string json)
    {
        try
        {
            if (manifest == Seat) return JsonSerializer.Deserialize<SeatTaken>(json, WireJson.Options)!;
            if (manifest != Letter) throw new FormatException($"'{manifest}' is unknown to this version.");
            var written = JsonSerializer.Deserialize<Written>(json, WireJson.Options)!;
            if (!Types.TryGetValue(written.Manifest, out var type)) throw new FormatException($"A letter with '{written.Manifest}' is unknown to this version.");
            return new SweepLetter(written.Sweep, written.Tenure, written.Number, written.Message.Deserialize(type, WireJson.Options)!);
        }
        catch (JsonException e)
        {
            throw new FormatException($"'{manifest}' cannot be read: {e.Message}", e);
        }
    }
}
