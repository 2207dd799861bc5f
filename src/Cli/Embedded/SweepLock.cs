using System.Globalization;
using System.Runtime.InteropServices;
using Orchestrator.Cli.Rendering;
using Orchestrator.Contracts.Identifiers;
using Orchestrator.Contracts.Validation;

namespace Orchestrator.Cli.Embedded;

/// <summary>Keeps two processes from running one sweep. The kernel frees it when the process ends, however it ends.</summary>
internal sealed class SweepLock : IDisposable
{
    private const int Terminate = 15;
    private const int NotPermitted = 1;
    private static readonly TimeSpan Step = TimeSpan.FromMilliseconds(100);
    private readonly FileStream file;

    private SweepLock(FileStream file) => this.file = file;

    /// <summary>Takes the lock of a sweep.</summary>
    /// <exception cref="UserError">Another process holds it.</exception>
    public static SweepLock Take(DataDirectory home, SweepId sweep) => TryTake(home, sweep)
        ?? throw new UserError(
            $"Sweep '{sweep}' is running in another process. Watch it with 'orchestrator show {sweep}', or stop it with 'orchestrator "
                + $"pause {sweep}'.");

    /// <summary>Takes the lock of a sweep; a process of this machine that has it is asked to drain, and waited for.</summary>
    /// <param name="home">Where the sweep is.</param>
    /// <param name="sweep">Its id.</param>
    /// <param name="say">Hears that it takes a while.</param>
    /// <param name="limit">How long to wait; null = ten minutes, which is a long epoch.</param>
    /// <param name="cancellationToken">Gives up. The process drains all the same.</param>
    /// <exception cref="UserError">It runs on another machine or is another user's, or it does not end.</exception>
    public static async Task<SweepLock> TakeOverAsync(
        DataDirectory home, SweepId sweep, Action<string> say, TimeSpan? limit = null, CancellationToken cancellationToken = default)
    {
        if (TryTake(home, sweep) is { } free)
        {
            return free;
        }

        var (process, machine) = Holder(home, sweep);
        if (process is null || machine != Environment.MachineName)
        {
            throw new UserError(
                $"Sweep '{sweep}' is running on {machine ?? "another machine"}{(process is { } there ? $", in process {there}" : "")}: "
                    + $"interrupt it there.");
        }
        // Once: a second signal would end it at once.
        if (Kill(process.Value, Terminate) != 0 && Marshal.GetLastPInvokeError() == NotPermitted)
        {
            throw new UserError($"Process {process} runs sweep '{sweep}' and is another user's: that user has to interrupt it.");
        }
        say($"Process {process} runs the sweep and drains: its folds stop at a checkpoint.");
        var longest = limit ?? TimeSpan.FromMinutes(10);
        using var timeout = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        timeout.CancelAfter(longest);
        using var timer = new PeriodicTimer(Step);
        try
        {
            while (true)
            {
                await timer.WaitForNextTickAsync(timeout.Token);
                if (TryTake(home, sweep) is { } released)
                {
                    return released;
                }
            }
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new UserError(
                $"Process {process} has not let go of sweep '{sweep}' within {Formatting.Duration(longest)}: it is in a long epoch, or "
                    + $"stopped. "
                + $"Repeat the command later, or end the process with 'kill -9 {process}', which costs what it has done since its "
                    + $"checkpoints.");
        }
    }

    /// <inheritdoc />
    public void Dispose() => file.Dispose();

    /// <summary>Takes the lock of a sweep; null = another process holds it.</summary>
    public static SweepLock? TryTake(DataDirectory home, SweepId sweep)
    {
        var path = home.Lock(sweep);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        try
        {
            var file = new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            File.WriteAllText(HolderFile(home, sweep),
                string.Create(CultureInfo.InvariantCulture, $"{Environment.ProcessId} {Environment.MachineName}"));
            return new SweepLock(file);
        }
        catch (IOException) when (File.Exists(path))
        {
            return null;
        }
    }

    // Beside the lock, which nobody else can open while it is held.
    private static string HolderFile(DataDirectory home, SweepId sweep) => Path.Combine(Path.GetDirectoryName(home.Lock(sweep))!, "holder");

    private static (int? Process, string? Machine) Holder(DataDirectory home, SweepId sweep)
    {
        var path = HolderFile(home, sweep);
        var words = (File.Exists(path) ? File.ReadAllText(path) : "").Split(' ', 2);
        return (int.TryParse(words[0], NumberStyles.None, CultureInfo.InvariantCulture, out var process) && IsOurs(process)
            ? process : null, words.ElementAtOrDefault(1));
    }

    // An id that was written long ago may be another program's by now.
    private static bool IsOurs(int process)
    {
        var path = string.Create(CultureInfo.InvariantCulture, $"/proc/{process}/cmdline");
        return !OperatingSystem.IsLinux()
            || (File.Exists(path) && File.ReadAllText(path).Contains("orchestrator", StringComparison.Ordinal));
    }

    [DllImport("libc", EntryPoint = "kill", SetLastError = true)]
    private static extern int Kill(int process, int signal);
}
