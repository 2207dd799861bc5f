using System.Collections.Frozen;
using System.Text.Json;
using Orchestrator.Contracts.Serialization;
using Orchestrator.Sweeps;

namespace Orchestrator.Sweeps.Serialization;

/// <summary>Writes a sweep's events as a manifest and JSON, and reads them back.</summary>
/// <remarks>
/// A manifest names meaning and version, never a .NET type. An event whose meaning changes gets a new version here, and the old
/// one is translated in <see cref="Decode(string, string)"/>; the core never sees the past's shapes.
/// </remarks>
public static class SweepEventCodec
{
    private static readonly FrozenDictionary<string, Type> Types = new Dictionary<string, Type>
    {
        ["sweep-planned/1"] = typeof(SweepPlanned),
        ["owner-claimed/1"] = typeof(OwnerClaimed),
        ["sweep-resumed/1"] = typeof(SweepResumed),
        ["sweep-paused/1"] = typeof(SweepPaused),
        ["sweep-continued/1"] = typeof(SweepContinued),
        ["sweep-completed/1"] = typeof(SweepCompleted),
        ["sweep-cancelled/1"] = typeof(SweepCancelled),
        ["search-exhausted/1"] = typeof(SearchExhausted),
        ["search-stopped/1"] = typeof(SearchStopped),
        ["trial-pruned/1"] = typeof(TrialPruned),
        ["trial-suggested/1"] = typeof(TrialSuggested),
        ["trial-completed/1"] = typeof(TrialCompleted),
        ["trial-failed/1"] = typeof(TrialFailed),
        ["attempt-started/1"] = typeof(AttemptStarted),
        ["attempt-completed/1"] = typeof(AttemptCompleted),
        ["attempt-failed/1"] = typeof(AttemptFailed),
        ["result-rejected/1"] = typeof(ResultRejected),
        ["best-chosen/1"] = typeof(BestChosen),
        ["refit-planned/1"] = typeof(RefitPlanned),
        ["sweep-extended/1"] = typeof(SweepExtended),
        ["data-moved/1"] = typeof(DataMoved),
        ["checkpoints-dropped/1"] = typeof(CheckpointsDropped),
        ["trial-enqueued/1"] = typeof(TrialEnqueued),
        ["trial-promoted/1"] = typeof(TrialPromoted),
        ["fold-granted/1"] = typeof(FoldGranted),
    }.ToFrozenDictionary();

    private static readonly FrozenDictionary<Type, string> Manifests = Types.ToFrozenDictionary(entry => entry.Value, entry => entry.Key);

    /// <summary>Every manifest that this version reads.</summary>
    public static IReadOnlyCollection<string> Known => Types.Keys;

    /// <summary>An event's manifest and JSON.</summary>
    public static (string Manifest, string Json) Encode(SweepEvent happened) =>
        (Manifests[happened.GetType()], JsonSerializer.Serialize(happened, happened.GetType(), WireJson.Options));

    /// <summary>Names an event's meaning and version.</summary>
    public static string ManifestOf(SweepEvent happened) => Manifests[happened.GetType()];

    /// <summary>An event's JSON in UTF-8.</summary>
    public static byte[] EncodeUtf8(SweepEvent happened) =>
        JsonSerializer.SerializeToUtf8Bytes(happened, happened.GetType(), WireJson.Options);

    /// <inheritdoc cref="Decode(string, string)" />
    public static SweepEvent Decode(string manifest, ReadOnlySpan<byte> utf8) =>
        (SweepEvent)JsonSerializer.Deserialize(utf8, TypeOf(manifest), WireJson.Options)!;

    /// <summary>The event.</summary>
    /// <exception cref="FormatException">The manifest is unknown: the journal was written by a newer version.</exception>
    public static SweepEvent Decode(string manifest, string json) =>
        (SweepEvent)JsonSerializer.Deserialize(json, TypeOf(manifest), WireJson.Options)!;

    private static Type TypeOf(string manifest) =>
        Types.TryGetValue(manifest, out var type)
            ? type
            : throw new FormatException(
                $"The journal holds an event '{manifest}', which this version does not know. Use the version that wrote it, or a "
                    + $"later one.");
}
