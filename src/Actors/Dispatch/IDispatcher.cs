namespace Orchestrator.Actors.Dispatch;

/// <summary>Where actors run.</summary>
public interface IDispatcher
{
    /// <summary>
    /// Runs the work once, soon, and not inside this call. Works may run in any order and at the same time: one actor never has two that matter.
    /// </summary>
    void Schedule(Action work);
}
