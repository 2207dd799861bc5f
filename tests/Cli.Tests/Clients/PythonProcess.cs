using System.Diagnostics;
using System.Threading.Channels;
using Orchestrator.Shared;

namespace Orchestrator.Cli.Tests.Clients;

/// <summary>A script in a process of its own, its lines read as they come.</summary>
internal sealed class PythonProcess : IDisposable
{
    private static readonly TimeSpan WaitLimit = TimeSpan.FromMinutes(3);

    private readonly Process process;
    private readonly Task<string> errors;
    private readonly Channel<string> lines = Channel.CreateUnbounded<string>();
    private readonly Task reading;

    private PythonProcess(Process process)
    {
        this.process = process;
        errors = process.StandardError.ReadToEndAsync();
        reading = Task.Run(ReadAsync);
    }

    /// <summary>Where this repository's Python client is.</summary>
    public static string ClientFolder => RepositoryFolder.At("clients", "python");

    /// <summary>What it prints.</summary>
    public ChannelReader<string> Lines => lines.Reader;

    /// <param name="script">Its path.</param>
    /// <param name="modules">Folder of what it imports.</param>
    /// <param name="server">Where coordinators are.</param>
    /// <param name="arguments">Of the script.</param>
    public static PythonProcess Start(string script, string modules, string server, string[] arguments)
    {
        var start = new ProcessStartInfo("python3", ["-u", "-B", script, .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["PYTHONPATH"] = modules;
        start.Environment["ORCHESTRATOR_SERVER"] = server;
        start.Environment.Remove("ORCHESTRATOR_TOKEN");
        return new PythonProcess(Process.Start(start)!);
    }

    /// <summary><c>kill -9</c>.</summary>
    public async Task KillAsync()
    {
        process.Kill();
        await process.WaitForExitAsync();
    }

    /// <summary>Waits for its end, which has to be a good one.</summary>
    /// <returns>What it printed.</returns>
    public async Task<IReadOnlyList<string>> EndAsync()
    {
        using var timeout = new CancellationTokenSource(WaitLimit);
        await process.WaitForExitAsync(timeout.Token);
        await reading;
        process.ExitCode.ShouldBe(0, await errors);
        return await lines.Reader.ReadAllAsync().ToListAsync();
    }

    public void Dispose()
    {
        if (!process.HasExited)
        {
            process.Kill();
        }

        process.Dispose();
    }

    private async Task ReadAsync()
    {
        while (await process.StandardOutput.ReadLineAsync() is { } line)
        {
            lines.Writer.TryWrite(line);
        }

        lines.Writer.Complete();
    }
}
