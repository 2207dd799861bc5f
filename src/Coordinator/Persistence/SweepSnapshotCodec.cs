using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using Orchestrator.Contracts.Serialization;
using Orchestrator.Sweeps;

namespace Orchestrator.Coordinator.Persistence;

/// <summary>Writes a sweep's state as JSON, and reads it back: a shortcut past the events, never a second truth.</summary>
/// <remarks>
/// What would not give exactly the state that the events give is not read, and costs no more than reading the events. That is: a snapshot
/// of another build, which may have drawn other conclusions from them, and one that does not come out again as the text that it is.
/// </remarks>
public static class SweepSnapshotCodec
{
    /// <summary>Of every snapshot.</summary>
    public const string Manifest = "sweep-state/1";

    // Of the code that turns events into state, so that nobody has to remember to count up a version.
    private static readonly string ThisBuild = typeof(SweepEvolution).Module.ModuleVersionId.ToString("N")[..12];

    // Without what is derived from the rest. Trials are nearly all of a state.
    private static readonly JsonSerializerOptions Lean =
        new(WireJson.Options) { IgnoreReadOnlyProperties = true, Converters = { new PackedTrialConverter() } };

    private sealed record Kept(string Build, SweepState State);

    /// <summary>A state's manifest and JSON, in UTF-8. As text the state of a long sweep would take several times the memory.</summary>
    public static (string Manifest, byte[] Json) Encode(SweepState state) =>
        (Manifest, JsonSerializer.SerializeToUtf8Bytes(new Kept(ThisBuild, state), Lean));

    /// <summary>The state; false = what is there would not give exactly what the events give.</summary>
    /// <param name="manifest">It was written under.</param>
    /// <param name="json">What was written, in UTF-8.</param>
    /// <param name="state">The state.</param>
    /// <param name="compares">Whether it is written again and compared, as whoever decides by it must; who only shows it trusts the
    /// build.</param>
    public static bool TryDecode(string manifest, ReadOnlySpan<byte> json, [MaybeNullWhen(false)] out SweepState state,
        bool compares = true)
    {
        state = null;
        if (manifest != Manifest)
        {
            return false;
        }

        try
        {
            if (JsonSerializer.Deserialize<Kept>(json, Lean) is not { State: { } kept, Build: var build } || build != ThisBuild)
            {
                return false;
            }

            if (compares && !json.SequenceEqual(Encode(kept).Json))
            {
                return false;
            }

            state = kept;
            return true;
        }
        catch (Exception e) when (e is JsonException or ArgumentException or NotSupportedException or InvalidOperationException
            or FormatException)
        {
            return false;
        }
    }
}

/// <summary>What a sweep's actor gives to <c>SaveSnapshot</c> and is offered again: a shortcut past the events, never a second
/// truth.</summary>
public sealed record SweepSnapshot(SweepState State);
