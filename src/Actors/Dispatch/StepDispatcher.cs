namespace Orchestrator.Actors.Dispatch;

/// <summary>Runs actors step by step in the thread of whoever drives it: the same choices give the same run.</summary>
/// <param name="choose">
/// Picks the next step: given their number n &gt;= 1, an index in [0, n). Oldest first when null. A seeded random choice explores interleavings;
/// messages between two actors stay in order under any choice.
/// </param>
/// <remarks>Steps may be scheduled from any thread; one thread at a time drives.</remarks>
public sealed class StepDispatcher(Func<int, int>? choose = null) : IDispatcher
{
    private readonly List<Action> _steps = [];

    /// <inheritdoc/>
    public void Schedule(Action work)
    {
        lock (_steps)
        {
            _steps.Add(work);
        }
    }

    /// <summary>Runs one step.</summary>
    /// <returns>False when there was none.</returns>
    public bool RunOne()
    {
        Action step;
        lock (_steps)
        {
            if (_steps.Count == 0)
            {
                return false;
            }

            var index = choose?.Invoke(_steps.Count) ?? 0;
            step = _steps[index];
            _steps.RemoveAt(index);
        }

        step();
        return true;
    }

    /// <summary>Runs until no step is left.</summary>
    /// <param name="limit">The most steps, from 1: actors that tell each other for ever would never be idle.</param>
    /// <returns>The number of steps.</returns>
    /// <exception cref="InvalidOperationException">The limit was reached.</exception>
    public int RunUntilIdle(int limit = 1_000_000)
    {
        var count = 0;
        while (RunOne())
        {
            if (++count >= limit)
            {
                throw new InvalidOperationException($"Still busy after {limit} steps.");
            }
        }

        return count;
    }
}
