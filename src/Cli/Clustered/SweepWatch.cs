using Orchestrator.Cli.Screens;
using Orchestrator.Client;
using Orchestrator.Contracts.Identifiers;
using Orchestrator.Contracts.Validation;
using Orchestrator.Sweeps;

namespace Orchestrator.Cli.Clustered;

/// <summary>Shows a sweep that runs elsewhere on the screens of one that runs here: the state is rebuilt from the same events.</summary>
internal sealed class SweepWatch(OrchestratorClient client, Screen screen)
{
    private static readonly TimeSpan FirstPause = TimeSpan.FromSeconds(0.5);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(10);
    private readonly List<SweepEvent> past = [];
    private SweepState state = SweepState.Empty;
    private string? waiting;
    private long seen;
    private bool caughtUp;

    /// <summary>Follows a sweep to its end, over as many connections as it takes.</summary>
    /// <returns>The final state.</returns>
    /// <exception cref="UserError">The coordinator has no such sweep, or refuses the token.</exception>
    public async Task<SweepState> FollowAsync(SweepId sweep, CancellationToken cancellationToken)
    {
        for (var pause = FirstPause; ; pause = pause * 2 < LongestPause ? pause * 2 : LongestPause)
        {
            var before = seen;
            var lost = await FollowOnceAsync(sweep, cancellationToken);
            if (state.Ended)
            {
                return state;
            }

            if (seen > before)
            {
                pause = FirstPause;
            }

            if (pause == FirstPause)
            {
                screen.Note($"{lost ?? "The coordinator gave the sweep up."} Trying again; the sweep itself goes on.");
            }

            await Task.Delay(pause, cancellationToken);
        }
    }

    // Null when the coordinator itself ended the stream.
    private async Task<string?> FollowOnceAsync(SweepId sweep, CancellationToken cancellationToken)
    {
        (caughtUp, waiting) = (false, null);
        try
        {
            await foreach (var (number, notice) in client.WatchAsync(sweep, seen, cancellationToken))
            {
                See(number, notice);
                if (caughtUp && state.Ended)
                {
                    return null;
                }
            }
            return null;
        }
        catch (Exception e) when (e is HttpRequestException or IOException or TimeoutException)
        {
            return $"The connection to {client.Server} is lost: {e.Message}";
        }
        finally
        {
            ShowPast();
        }
    }

    private void See(long number, SweepNotice notice)
    {
        switch (notice)
        {
            case EventNotice { Event: var happened }:
                state = SweepEvolution.Apply(state, happened);
                seen = number;
                past.Add(happened);
                if (caughtUp)
                {
                    ShowPast();
                }

                break;
            case CaughtUpNotice:
                caughtUp = true;
                ShowPast();
                screen.ShowWaiting(waiting);
                break;
            case WaitingNotice { Reason: var reason }:
                waiting = reason;
                if (caughtUp)
                {
                    screen.ShowWaiting(waiting);
                }

                break;
            case EpochNotice { Measured: var measured }:
                screen.ShowEpoch(measured);
                break;
        }
    }

    // In one go, so that the time left is not reckoned from the pace at which the past was told.
    private void ShowPast()
    {
        if (past.Count == 0)
        {
            return;
        }

        screen.ShowChange(state, [.. past]);
        past.Clear();
    }
}
