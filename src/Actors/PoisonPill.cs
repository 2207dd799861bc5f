namespace Orchestrator.Actors;

/// <summary>Tells an actor to stop after the messages before this one.</summary>
public sealed record PoisonPill
{
    private PoisonPill()
    {
    }

    /// <summary>The message.</summary>
    public static PoisonPill Instance { get; } = new();
}
