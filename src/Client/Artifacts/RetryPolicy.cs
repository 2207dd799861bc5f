namespace Orchestrator.Client.Artifacts;

/// <summary>Tries again what may fail while a server is away, with growing pauses.</summary>
/// <param name="limit">How long it may go on failing: from the first failure, and anew from the next one when something has come through
/// meanwhile.</param>
internal sealed class RetryPolicy(TimeSpan limit)
{
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(200), LongestPause = TimeSpan.FromSeconds(5);

    /// <summary>What the first attempt brings that does not fail.</summary>
    /// <param name="attempt">May be made any number of times.</param>
    /// <param name="progress">How far it has come, in any unit; grows as something comes through.</param>
    /// <param name="stop">Gives up.</param>
    /// <exception cref="HttpRequestException">The last failure.</exception>
    /// <exception cref="HttpIOException">The last failure.</exception>
    public async Task<T> PersistAsync<T>(Func<Task<T>> attempt, Func<long> progress, CancellationToken stop)
    {
        var (failing, pause, reached) = ((long?)null, FirstPause, progress());
        while (true)
        {
            try
            {
                return await attempt().ConfigureAwait(false);
            }
            catch (Exception e) when (e is HttpRequestException or HttpIOException)
            {
                if (progress() is var now && now > reached)
                {
                    (failing, pause, reached) = (null, FirstPause, now);
                }

                failing ??= TimeProvider.System.GetTimestamp();
                if (TimeProvider.System.GetElapsedTime(failing.Value) + pause > limit)
                {
                    throw;
                }
            }
            await Task.Delay(pause, stop).ConfigureAwait(false);
            pause = pause * 2 < LongestPause ? pause * 2 : LongestPause;
        }
    }
}
