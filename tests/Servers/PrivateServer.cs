using System.Diagnostics;

namespace Orchestrator.Servers;

/// <summary>A server of one test: on ports of its own on loopback, with its data in a temporary folder, gone with the test.</summary>
public abstract class PrivateServer : IAsyncDisposable
{
    private static readonly TimeSpan StartDeadline = TimeSpan.FromMinutes(3);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);

    /// <summary>How often a server that ends while it starts is started again: its killed predecessor may still let go of things.</summary>
    private const int MaxLaunches = 40;

    private readonly Guard guard;
    private Process? process;

    private protected PrivateServer(Guard guard, int port)
    {
        this.guard = guard;
        Port = port;
    }

    /// <summary>Where clients connect, on 127.0.0.1. The same after a restart.</summary>
    public int Port { get; }

    /// <summary>The data folder. It is deleted with the server.</summary>
    public string Folder => guard.Folder;

    /// <summary>The server's process.</summary>
    /// <exception cref="InvalidOperationException">It was killed, and not started again.</exception>
    public int ProcessId => process?.Id ?? throw new InvalidOperationException("The server is not running.");

    /// <summary>Ends the server and its children with <c>kill -9</c>; returns once it is gone. No effect on one that has ended.</summary>
    public async Task KillAsync()
    {
        if (process is null)
        {
            return;
        }

        process.Kill(entireProcessTree: true); // A child of PostgreSQL that is at work would serve its client for a while yet.
        await process.WaitForExitAsync();
        process = null;
    }

    /// <summary>Starts a killed server on the same port and data; returns once it answers.</summary>
    /// <exception cref="InvalidOperationException">It does not within three minutes (a busy disk takes its time); the message quotes its
    /// log.</exception>
    public async Task RestartAsync()
    {
        await KillAsync();
        var began = Stopwatch.GetTimestamp();
        for (var launches = 0; ;)
        {
            if (process is null or { HasExited: true })
            {
                if (++launches > MaxLaunches)
                {
                    throw guard.Failure($"{GetType().Name} ends as soon as it is started");
                }

                process = await LaunchAsync(guard);
            }

            if (await AnswersAsync())
            {
                return;
            }

            if (Stopwatch.GetElapsedTime(began) > StartDeadline)
            {
                throw guard.Failure($"{GetType().Name} does not answer");
            }

            await Task.Delay(Pause);
        }
    }

    /// <summary>Ends the server and deletes its data.</summary>
    public ValueTask DisposeAsync() => guard.DisposeAsync();

    private protected abstract Task<Process> LaunchAsync(Guard launcher);

    private protected abstract Task<bool> AnswersAsync();
}
