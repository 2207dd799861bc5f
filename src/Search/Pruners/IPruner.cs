namespace Orchestrator.Search.Pruners;

/// <summary>Decides after every epoch whether a trial is worth going on with.</summary>
/// <remarks>A pruner is a function of its options and the request: it keeps no state, and the order of the other curves does not
/// matter.</remarks>
public interface IPruner
{
    /// <summary>The verdict on the current curve.</summary>
    Verdict Judge(PruningRequest request);
}
