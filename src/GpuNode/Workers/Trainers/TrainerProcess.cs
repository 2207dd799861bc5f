using System.Diagnostics;
using System.Runtime.InteropServices;
using Orchestrator.Contracts.Trials;
using Orchestrator.GpuNode.Devices;

namespace Orchestrator.GpuNode.Workers.Trainers;

/// <summary>A trainer's process and whatever processes it starts, which are a group of their own.</summary>
internal sealed class TrainerProcess : IAsyncDisposable
{
    private const int SigKill = 9, SigTerm = 15, LastWords = 20, MostErrorBytes = 1 << 12;

    // A session of its own is a group of its own. It begins only when the guard knows of it; a worker that dies before ends it so as well.
    private const string Wait = "read -r begin || exit 125; exec \"$@\" </dev/null";

    // For what a process that has left the group may still have to say into the pipes that it holds.
    private static readonly TimeSpan Remainder = TimeSpan.FromSeconds(2);

    private static readonly HostMemory Host = new();

    private readonly Process process;
    private readonly TrainerGuard guard;
    private readonly Action<string> log;
    private readonly Task exited;
    private readonly Task drained; // completes a while behind the exit
    private readonly Task listening;
    private readonly Queue<string> lastWords = new();
    private readonly long? killsBefore = Host.KilledHere();
    private int terminated;

    private TrainerProcess(Process process, TrainerGuard guard, Action<string> log)
    {
        (this.process, this.guard, this.log) = (process, guard, log);
        exited = EndAsync();
        drained = exited.ContinueWith(_ => Task.Delay(Remainder), TaskScheduler.Default).Unwrap();
        listening = ListenAsync();
    }

    /// <summary>Whether it was told to end.</summary>
    public bool IsTerminated => terminated != 0;

    /// <summary>Largest resident memory of its first process, in MiB; null = it is gone.</summary>
    public double? PeakMemory
    {
        get
        {
            try
            {
                process.Refresh();
                return process.HasExited ? null : process.PeakWorkingSet64 / (double)(1 << 20);
            }
            catch (Exception gone) when (gone is InvalidOperationException or System.ComponentModel.Win32Exception)
            {
                return null;
            }
        }
    }

    /// <summary>Starts a program.</summary>
    /// <param name="program">Path.</param>
    /// <param name="arguments">Its arguments.</param>
    /// <param name="folder">Where it is started.</param>
    /// <param name="environment">Variables to set; null = to take away.</param>
    /// <param name="guard">Ends it with this process.</param>
    /// <param name="log">Hears what it says to its standard error.</param>
    /// <exception cref="TrainerException">It cannot be started.</exception>
    public static TrainerProcess Start(string program, IEnumerable<string> arguments, string folder,
        IEnumerable<(string Name, string? Value)> environment, TrainerGuard guard, Action<string> log)
    {
        var start = new ProcessStartInfo("setsid", ["sh", "-c", Wait, "trainer", program, .. arguments])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = folder,
        };
        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        try
        {
            var process = Process.Start(start)!;
            guard.Keep(process.Id);
            var trainer = new TrainerProcess(process, guard, log);
            trainer.Begin();
            return trainer;
        }
        catch (Exception e) when (e is System.ComponentModel.Win32Exception or InvalidOperationException)
        {
            throw new TrainerException(FailureKind.Crashed, $"No process could be started for the trainer: {e.Message.TrimEnd('.')}.",
                ofTrainer: false);
        }
    }

    /// <summary>What it says on its standard output, until it has ended.</summary>
    public IAsyncEnumerable<(string Text, bool IsWhole)> LinesAsync() =>
        TextLines.ReadAsync(process.StandardOutput.BaseStream, TrainerLines.MostBytes, returns: false, drained);

    /// <summary>Asks all of its group to end (SIGTERM), and ends what is left after a while (SIGKILL).</summary>
    public void Terminate(TimeSpan grace)
    {
        if (Interlocked.Exchange(ref terminated, 1) == 0)
        {
            Signal(SigTerm);
            _ = KillAfterAsync(grace);
        }
    }

    /// <summary>How it ended, when it has.</summary>
    public async Task<TrainerEnding> EndingAsync()
    {
        await exited.ConfigureAwait(false);
        await listening.ConfigureAwait(false);
        lock (lastWords)
        {
            return TrainerEnding.Of(process.ExitCode, [.. lastWords], killsBefore, Host.KilledHere());
        }
    }

    /// <summary>Ends it at once, if it has not ended.</summary>
    public async ValueTask DisposeAsync()
    {
        Signal(SigKill);
        await exited.ConfigureAwait(false);
        guard.Keep(null);
        await listening.ConfigureAwait(false);
        process.Dispose();
    }

    private void Begin()
    {
        try
        {
            process.StandardInput.WriteLine();
            process.StandardInput.Close();
        }
        catch (IOException)
        {
            // It is gone already; its exit code tells.
        }
    }

    // What it has started ends with it.
    private async Task EndAsync()
    {
        await process.WaitForExitAsync().ConfigureAwait(false);
        Signal(SigKill);
    }

    private async Task KillAfterAsync(TimeSpan grace)
    {
        if (await Task.WhenAny(exited, Task.Delay(grace)).ConfigureAwait(false) != exited)
        {
            Signal(SigKill);
        }
    }

    // The group is there as soon as the session is; before, there is but one process.
    private void Signal(int signal)
    {
        if (Kill(-process.Id, signal) != 0 && !process.HasExited)
        {
            _ = Kill(process.Id, signal);
        }
    }

    private async Task ListenAsync()
    {
        await foreach (var (text, _) in TextLines.ReadAsync(process.StandardError.BaseStream, MostErrorBytes, returns: true, drained)
            .ConfigureAwait(false))
        {
            log(text);
            lock (lastWords)
            {
                lastWords.Enqueue(text);
                if (lastWords.Count > LastWords)
                {
                    lastWords.Dequeue();
                }
            }
        }
    }

    [DllImport("libc", EntryPoint = "kill")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Kill(int process, int signal);
}
