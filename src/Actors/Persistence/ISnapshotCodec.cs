using System.Diagnostics.CodeAnalysis;

namespace Orchestrator.Actors.Persistence;

/// <summary>Between a state and its snapshot's text.</summary>
/// <typeparam name="TState">The state of an entity.</typeparam>
public interface ISnapshotCodec<TState>
{
    /// <summary>The format's manifest and the JSON.</summary>
    (string Manifest, string Json) Encode(TState state);

    /// <summary>The state, if the snapshot is of a format that is still read; otherwise the entity is replayed from its first event.</summary>
    bool TryDecode(string manifest, string json, [MaybeNullWhen(false)] out TState state);
}
