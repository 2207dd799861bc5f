using Orchestrator.Cli.Rendering;
using Orchestrator.Contracts.Messages;
using Orchestrator.Sweeps;

namespace Orchestrator.Cli.Screens;

/// <summary>Where a running sweep is shown. Calls come from one thread at a time, not always the same.</summary>
internal abstract class Screen : IDisposable
{
    private string? waiting;

    /// <summary>JSON lines when asked for, a live display on a terminal, plain lines otherwise.</summary>
    public static Screen Open(bool json) => json ? new JsonScreen(Console.Out) : Console.IsOutputRedirected
        ? new PlainScreen(Console.Out, TimeProvider.System) : new LiveScreen();

    public abstract void ShowChange(SweepState state, IReadOnlyList<SweepEvent> events);

    public abstract void ShowEpoch(EpochMeasured measured);

    /// <summary>Why no node can serve the sweep; null = one can. Said twice it is shown once.</summary>
    public void ShowWaiting(string? reason)
    {
        if (reason == waiting)
        {
            return;
        }

        waiting = reason;
        ShowObstacle(reason);
    }

    public abstract void ShowResult(SweepState state);

    /// <summary>What the sweeps of a nested cross-validation tell together.</summary>
    public virtual void ShowNested(NestedView nested) => Tables.OnStandardOutput().Print(nested);

    /// <summary>Says something to whoever sits there, on standard error.</summary>
    public virtual void Note(string text) => Console.Error.WriteLine(text);

    protected abstract void ShowObstacle(string? reason);

    public virtual void Dispose()
    {
    }
}
