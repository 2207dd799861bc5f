using Orchestrator.Cli.Rendering;
using Orchestrator.Contracts.Messages;
using Orchestrator.Sweeps;
using Spectre.Console;

namespace Orchestrator.Cli.Screens;

/// <summary>Where a running sweep is shown. Calls come from one thread at a time, not always the same.</summary>
internal abstract class Screen : IDisposable
{
    private const int LeastWidth = 20, LeastHeight = 8; // the picture's rows, and one to move it
    private string? waiting;

    /// <summary>JSON lines when asked for, a live display on a terminal, plain lines otherwise.</summary>
    public static Screen Open(bool json) => json ? new JsonScreen(Console.Out)
        : !Console.IsOutputRedirected && CanRedraw(Environment.GetEnvironmentVariable("TERM"), AnsiConsole.Profile)
            ? new LiveScreen() : new PlainScreen(Console.Out, TimeProvider.System);

    /// <summary>Whether a picture can be drawn over the one before: elsewhere each would stand below the last, some hundred thousand a
    /// day.</summary>
    /// <param name="terminal">The variable TERM; null = not set.</param>
    /// <param name="profile">What is known of the terminal.</param>
    public static bool CanRedraw(string? terminal, Profile profile) =>
        terminal is not (null or "" or "dumb" or "unknown" or "emacs") && profile.Capabilities.Ansi
        && profile.Width >= LeastWidth && profile.Height >= LeastHeight;

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
