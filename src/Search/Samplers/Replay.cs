namespace Orchestrator.Search.Samplers;

/// <summary>
/// The state of an algorithm that learns from one result after another, as a function of the results: it is fed again from the first
/// whenever the results are not those already fed, and else only with the new ones.
/// </summary>
internal sealed class Replay<TState>(Func<TState> start, Action<TState, Observation> feed)
{
    private readonly List<Observation> fed = [];
    private TState state = start();

    /// <summary>The state after these results, in the order given. Not to be changed.</summary>
    public TState After(IReadOnlyList<Observation> observed)
    {
        if (!Continues(observed))
        {
            fed.Clear();
            state = start();
        }

        for (var i = fed.Count; i < observed.Count; i++)
        {
            feed(state, observed[i]);
            fed.Add(observed[i]);
        }

        return state;
    }

    private bool Continues(IReadOnlyList<Observation> observed)
    {
        if (observed.Count < fed.Count)
        {
            return false;
        }

        for (var i = 0; i < fed.Count; i++)
        {
            if (!fed[i].Equals(observed[i]))
            {
                return false;
            }
        }

        return true;
    }
}
