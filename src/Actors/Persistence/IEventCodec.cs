namespace Orchestrator.Actors.Persistence;

/// <summary>Between events and the journal's text. Old formats are upcast here.</summary>
/// <typeparam name="TEvent">The base of an entity's events.</typeparam>
public interface IEventCodec<TEvent>
{
    /// <summary>The event's manifest (type and version, never a .NET type name) and JSON.</summary>
    (string Manifest, string Json) Encode(TEvent @event);

    /// <summary>The event of any manifest that was ever written.</summary>
    /// <exception cref="FormatException">An unknown manifest, or JSON that does not fit it. Recovery fails: guessing would corrupt the state.</exception>
    TEvent Decode(string manifest, string json);
}
