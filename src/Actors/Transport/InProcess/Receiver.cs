namespace Orchestrator.Actors.Transport.InProcess;

/// <summary>One who stands ready at an inbox. Its state belongs to the inbox's lock.</summary>
internal sealed class Receiver(Inbox inbox, DeliveryHandler handler, int maxBatch) : IAsyncDisposable
{
    private readonly CancellationTokenSource _closing = new();
    private readonly CancellationTokenSource _abandoned = new();

    public Inbox Inbox => inbox;

    public DeliveryHandler Handler => handler;

    public int MaxBatch => maxBatch;

    /// <summary>Whether its loop runs.</summary>
    public bool Busy { get; set; }

    public CancellationToken Closing => _closing.Token;

    public CancellationToken Abandoned => _abandoned.Token;

    /// <summary>Done when it is out of the inbox.</summary>
    public TaskCompletionSource Gone { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public async ValueTask DisposeAsync()
    {
        await _closing.CancelAsync();
        inbox.Leave(this, evenIfBusy: false);
        await Gone.Task;
    }

    public void Abort()
    {
        _closing.Cancel();
        inbox.Leave(this, evenIfBusy: true);
        _abandoned.Cancel();
    }
}
