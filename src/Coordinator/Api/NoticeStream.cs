using System.Globalization;
using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using Orchestrator.Sweeps;
using Orchestrator.Sweeps.Serialization;

namespace Orchestrator.Coordinator.Api;

/// <summary>A watch as server-sent events. A journaled event's id is its number from 1, so that a client can say where it was.</summary>
/// <param name="time">The clock of the signs of life.</param>
internal sealed class NoticeStream(TimeProvider time)
{
    /// <summary>Silence after which a sign of life is sent: a dead connection is otherwise seen by nobody.</summary>
    public static readonly TimeSpan Heartbeat = TimeSpan.FromSeconds(10);

    /// <summary>The notices with signs of life between them, without the first <paramref name="after"/> events.</summary>
    public async IAsyncEnumerable<SseItem<string>> OfAsync(
        Func<CancellationToken, IAsyncEnumerable<SweepNotice>> watch, long after,
            [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var over = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var notices = watch(over.Token).GetAsyncEnumerator(over.Token);
        var next = notices.MoveNextAsync().AsTask();
        try
        {
            for (var number = 0L; ;)
            {
                if (!await ArrivesAsync(next).ConfigureAwait(false))
                {
                    yield return new SseItem<string>("{}", SweepNoticeCodec.Alive);
                    continue;
                }
                if (next.IsCanceled || !await next.ConfigureAwait(false))
                {
                    yield break;
                }

                var (type, json) = SweepNoticeCodec.Encode(notices.Current);
                var journaled = notices.Current is EventNotice;
                if (journaled)
                {
                    number++;
                }

                if (!journaled)
                {
                    yield return new SseItem<string>(json, type);
                }
                else if (number > after)
                {
                    yield return new SseItem<string>(json, type) { EventId = number.ToString(CultureInfo.InvariantCulture) };
                }

                next = notices.MoveNextAsync().AsTask();
            }
        }
        finally
        {
            // A client that leaves leaves a question open, which must be withdrawn before the enumeration may be disposed.
            await over.CancelAsync().ConfigureAwait(false);
            await ((Task)next).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            await notices.DisposeAsync().ConfigureAwait(false);
        }
    }

    private async Task<bool> ArrivesAsync(Task next)
    {
        if (!next.IsCompleted)
        {
            await next.WaitAsync(Heartbeat, time).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        return next.IsCompleted;
    }
}
