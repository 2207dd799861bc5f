using System.Runtime.CompilerServices;

namespace Orchestrator.Dashboard.Components;

/// <summary>A beat for what tells of no changes by itself.</summary>
internal static class Ticks
{
    /// <summary>At once, and then once in a period.</summary>
    public static async IAsyncEnumerable<long> EveryAsync(
        TimeSpan period, TimeProvider time, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var timer = new PeriodicTimer(period, time);
        for (var beat = 0L; ; beat++)
        {
            yield return beat;
            await timer.WaitForNextTickAsync(cancellationToken);
        }
    }
}
