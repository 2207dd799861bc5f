namespace Orchestrator.Actors.Cells;

/// <summary>The restarts of one child that still count. Belongs to the supervisor.</summary>
internal sealed class RestartWindow(TimeProvider time)
{
    private readonly Queue<long> _restarts = [];

    /// <summary>Counts one more restart and says how long to wait for it, unless the limit is reached.</summary>
    public bool TryRestart(SupervisorStrategy strategy, out TimeSpan backoff)
    {
        while (_restarts.TryPeek(out var oldest) && time.GetElapsedTime(oldest) >= strategy.Window)
        {
            _restarts.Dequeue();
        }

        backoff = TimeSpan.Zero;
        if (_restarts.Count >= strategy.MaxRestarts)
        {
            return false;
        }

        backoff = strategy.Backoff(_restarts.Count);
        _restarts.Enqueue(time.GetTimestamp());
        return true;
    }
}
