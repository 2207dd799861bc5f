
namespace Orchestrator.Sweeps;

/// <summary>The events decided so far for one command, and the state that they lead to.</summary>
internal sealed class Decision(SweepState state)
{
    private readonly List<SweepEvent> events = [];

    public SweepState State { get; private set; } = state;

    public IReadOnlyList<SweepEvent> Events => events;

    public void Record(SweepEvent happened)
    {
        events.Add(happened);
        State = SweepEvolution.Apply(State, happened);
    }
}
