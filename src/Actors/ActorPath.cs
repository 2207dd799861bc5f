namespace Orchestrator.Actors;

/// <summary>Where an actor stands in its system: <c>system/parent/child</c>. For people and logs; messages go to an <see cref="IActorRef"/>.</summary>
/// <param name="Parent">The path above, or null for the system itself.</param>
/// <param name="Name">The last element: not empty, without <c>/</c>.</param>
public sealed record ActorPath(ActorPath? Parent, string Name)
{
    /// <summary>The path of a child.</summary>
    public static ActorPath operator /(ActorPath parent, string name) => new(parent, name);

    /// <summary>The names from the system down, joined by <c>/</c>.</summary>
    public override string ToString() => Parent is null ? Name : $"{Parent}/{Name}";
}
