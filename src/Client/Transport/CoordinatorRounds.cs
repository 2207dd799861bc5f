using System.Runtime.ExceptionServices;

namespace Orchestrator.Client.Transport;

/// <summary>Makes an attempt at whichever coordinator answers: at all of them in turn before there is a pause, and then again for a
/// while.</summary>
/// <param name="endpoints">The coordinators; an attempt asks the current one.</param>
/// <param name="policy">How long, and with which pauses.</param>
internal sealed class CoordinatorRounds(CoordinatorEndpoints endpoints, RetryPolicy policy)
{
    /// <summary>What the first attempt brings that does not fail. When time is up, the last failure is thrown.</summary>
    /// <param name="attempt">May be made any number of times.</param>
    /// <param name="judge">What follows from a failure.</param>
    /// <param name="stop">Gives up.</param>
    /// <param name="progress">How far it has come, in any unit; when it has grown since the last failure, the time begins anew. Null =
    /// nothing comes through but by success.</param>
    public async Task<T> AskAsync<T>(Func<Task<T>> attempt, Func<Exception, AfterFailure> judge, CancellationToken stop,
        Func<long>? progress = null)
    {
        var (pause, reached) = (policy.FirstPause, progress?.Invoke() ?? 0);
        long? since = policy.CountsFirstAttempt ? TimeProvider.System.GetTimestamp() : null;
        while (true)
        {
            ExceptionDispatchInfo failure;
            for (var asked = 1; ; asked++)
            {
                try
                {
                    return await attempt().ConfigureAwait(false);
                }
                catch (Exception e) when (judge(e) is not AfterFailure.Throw and var next)
                {
                    failure = ExceptionDispatchInfo.Capture(e);
                    if (next is AfterFailure.Pause)
                    {
                        break;
                    }
                    endpoints.MoveOn();
                    if (asked >= endpoints.All.Count)
                    {
                        break;
                    }
                }
            }
            if (progress?.Invoke() is { } now && now > reached)
            {
                (since, pause, reached) = (null, policy.FirstPause, now);
            }
            since ??= TimeProvider.System.GetTimestamp();
            if (TimeProvider.System.GetElapsedTime(since.Value) + pause > policy.Limit)
            {
                failure.Throw();
            }
            await Task.Delay(pause, stop).ConfigureAwait(false);
            pause = pause * 2 < policy.LongestPause ? pause * 2 : policy.LongestPause;
        }
    }
}

/// <summary>What follows from a failed attempt.</summary>
internal enum AfterFailure
{
    /// <summary>Nobody else would do better.</summary>
    Throw,

    /// <summary>This coordinator is there, and may do it later.</summary>
    Pause,

    /// <summary>This coordinator is away or cannot now; another one may.</summary>
    AskNext,
}

/// <summary>How long coordinators are asked again, and with which pauses. A pause is twice as long as the one before.</summary>
/// <param name="Limit">How long it may go on failing.</param>
/// <param name="FirstPause">Behind the first round.</param>
/// <param name="LongestPause">The same as <paramref name="FirstPause"/> = all pauses are equal.</param>
/// <param name="CountsFirstAttempt">Whether the limit counts from the beginning; otherwise from the first failure.</param>
internal sealed record RetryPolicy(TimeSpan Limit, TimeSpan FirstPause, TimeSpan LongestPause, bool CountsFirstAttempt = false);
