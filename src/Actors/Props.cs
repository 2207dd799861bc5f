namespace Orchestrator.Actors;

/// <summary>How to make an actor, and to make it again at each restart.</summary>
public sealed class Props
{
    private readonly Func<Actor> _create;

    private Props(Func<Actor> create) => _create = create;

    /// <summary>A recipe.</summary>
    /// <param name="create">Returns a new instance at each call. Runs inside the new actor, so that its exceptions are the supervisor's.</param>
    public static Props Create(Func<Actor> create) => new(create);

    /// <summary>A recipe for an actor without parameters.</summary>
    public static Props Create<TActor>()
        where TActor : Actor, new() => new(static () => new TActor());

    internal Actor NewActor() => _create();
}
