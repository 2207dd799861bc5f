using Orchestrator.Contracts.Identifiers;

namespace Orchestrator.Coordinator.Views;

/// <summary>Why sweeps wait, as the scheduler last said it: asked beside those who look, so that no page waits for an answer.</summary>
/// <param name="ask">Asks the scheduler; may take as long as it likes, and fail.</param>
/// <param name="time">The clock.</param>
internal sealed class Obstacles(Func<CancellationToken, Task<IReadOnlyDictionary<SweepId, string>>> ask, TimeProvider time)
{
    private static readonly TimeSpan Fresh = TimeSpan.FromSeconds(2), Patience = TimeSpan.FromMilliseconds(300);

    private readonly Lock gate = new();
    private IReadOnlyDictionary<SweepId, string>? known;
    private Task asking = Task.CompletedTask;
    private long? askedAt;

    /// <summary>Why a sweep waits; null = it does not, or nobody has said so yet.</summary>
    public string? Of(SweepId sweep) => Volatile.Read(ref known)?.GetValueOrDefault(sweep);

    /// <summary>Asks again where the last answer is older than two seconds. The first who looks waits for a moment, nobody else.</summary>
    public async Task LookAsync(CancellationToken cancellationToken)
    {
        Task first;
        lock (gate)
        {
            if (asking.IsCompleted && (askedAt is not { } last || time.GetElapsedTime(last) >= Fresh))
            {
                askedAt = time.GetTimestamp();
                asking = AskAsync();
            }

            first = known is null ? asking : Task.CompletedTask;
        }

        if (first.IsCompleted)
        {
            return;
        }

        await Task.WhenAny(first, Task.Delay(Patience, time, cancellationToken)).ConfigureAwait(false);
    }

    private async Task AskAsync()
    {
        try
        {
            Volatile.Write(ref known, await ask(CancellationToken.None).ConfigureAwait(false));
        }
        catch (Exception)
        {
            // The scheduler is on its way to another coordinator: what it said last stands until it answers.
        }
    }
}
