using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Logging;

namespace Orchestrator.Dashboard.Components;

/// <summary>A part of the page that shows what changes: it reads, draws, and reads again.</summary>
/// <remarks>What fails is kept for display, and tried again with the next change: a coordinator may be away for some seconds.</remarks>
public abstract class LivePage : ComponentBase, IDisposable
{
    private readonly CancellationTokenSource closing = new();
    private CancellationTokenSource? following;

    /// <summary>The server's log.</summary>
    [Inject] protected ILogger<LivePage> Log { get; set; } = null!;

    /// <summary>Why the last attempt to read failed; null = it did not.</summary>
    protected Exception? Problem { get; private set; }

    /// <summary>Whether anything has been read yet.</summary>
    protected bool Loaded { get; private set; }

    /// <summary>Ends with the component.</summary>
    protected CancellationToken Closing => closing.Token;

    /// <summary>What the component shows now: when this changes it reads anew.</summary>
    protected abstract object Subject { get; }

    private object? shown;

    /// <summary>Reads what is shown.</summary>
    protected abstract Task ReadAsync(CancellationToken cancellationToken);

    /// <summary>Comes whenever it should be read again; the first time is no change but the beginning.</summary>
    protected abstract IAsyncEnumerable<long> ChangesAsync(CancellationToken cancellationToken);

    /// <inheritdoc />
    protected override async Task OnParametersSetAsync()
    {
        if (Equals(shown, Subject))
        {
            return;
        }

        shown = Subject;
        following?.Cancel();
        following?.Dispose();
        following = CancellationTokenSource.CreateLinkedTokenSource(closing.Token);
        await RefreshAsync(following.Token);
        _ = FollowAsync(following.Token);
    }

    /// <summary>Reads now, and draws.</summary>
    protected Task RefreshAsync() => RefreshAsync(following?.Token ?? closing.Token);

    /// <inheritdoc />
    public void Dispose()
    {
        Dispose(true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Stops following.</summary>
    protected virtual void Dispose(bool disposing)
    {
        closing.Cancel();
        following?.Dispose();
        closing.Dispose();
    }

    private async Task RefreshAsync(CancellationToken cancellationToken)
    {
        try
        {
            await ReadAsync(cancellationToken);
            (Loaded, Problem) = (true, null);
        }
        catch (Exception e) when (!cancellationToken.IsCancellationRequested)
        {
            Show(e);
        }
        catch (Exception) when (cancellationToken.IsCancellationRequested)
        {
            return;
        }
        StateHasChanged();
    }

    private void Show(Exception failure)
    {
        Faults.Note(Log, failure, Problem);
        Problem = failure;
    }

    private async Task FollowAsync(CancellationToken cancellationToken)
    {
        try
        {
            while (!cancellationToken.IsCancellationRequested)
            {
                var first = true;
                try
                {
                    await foreach (var _ in ChangesAsync(cancellationToken).WithCancellation(cancellationToken))
                    {
                        if (!first || Problem is not null)
                        {
                            await InvokeAsync(() => RefreshAsync(cancellationToken));
                        }
                        first = false;
                    }
                    await InvokeAsync(() => RefreshAsync(cancellationToken));
                    return; // nothing more will change
                }
                catch (Exception e) when (!cancellationToken.IsCancellationRequested)
                {
                    await InvokeAsync(() =>
                    {
                        Show(e);
                        StateHasChanged();
                    });
                    await Task.Delay(TimeSpan.FromSeconds(5), cancellationToken);
                }
            }
        }
        catch (Exception) when (cancellationToken.IsCancellationRequested)
        {
        }
    }
}
