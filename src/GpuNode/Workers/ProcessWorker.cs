using System.Diagnostics;
using System.Text.Json;
using System.Threading.Channels;
using Orchestrator.Contracts.Protocol;
using Orchestrator.Contracts.Wire;
using Orchestrator.GpuNode.Devices;

namespace Orchestrator.GpuNode.Workers;

/// <summary>A worker behind the pipes of a child process.</summary>
internal sealed class ProcessWorker : IWorker
{
    private const int LastWords = 20;

    private static readonly HostMemory Host = new();

    private readonly Process process;
    private readonly long? killsBefore = Host.KilledProcesses();
    private readonly Channel<WorkerMessage> messages = Channel.CreateUnbounded<WorkerMessage>(new() { SingleReader = true });
    private readonly Queue<string> complaints = new();

    public ProcessWorker(Process process)
    {
        this.process = process;
        ProcessId = process.Id;
        Epitaph = Task.Run(FollowAsync);
    }

    public ChannelReader<WorkerMessage> Messages => messages.Reader;

    public Task<string> Epitaph { get; }

    public bool RanOutOfMemory { get; private set; }

    public int? ProcessId { get; }

    public void Send(WorkerCommand command)
    {
        try
        {
            process.StandardInput.WriteLine(JsonSerializer.Serialize(command, WireJson.Options));
            process.StandardInput.Flush();
        }
        catch (IOException)
        {
            // The pipe is broken because the process is gone, of which the epitaph tells.
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (!process.HasExited) process.Kill(entireProcessTree: true);
        await Epitaph.ConfigureAwait(false);
        process.Dispose();
    }

    private async Task<string> FollowAsync()
    {
        try
        {
            await Task.WhenAll(ReadMessagesAsync(), ReadComplaintsAsync()).ConfigureAwait(false);
            await process.WaitForExitAsync().ConfigureAwait(false);
            return Describe();
        }
        finally
        {
            messages.Writer.Complete();
        }
    }

    private async Task ReadMessagesAsync()
    {
        while (await process.StandardOutput.ReadLineAsync().ConfigureAwait(false) is { } line)
        {
            try
            {
                if (JsonSerializer.Deserialize<WorkerMessage>(line, WireJson.Options) is { } message) messages.Writer.TryWrite(message);
            }
            catch (JsonException)
            {
                Complain(line); // a native library printed to standard output, or death cut a line short
            }
        }
    }

    private async Task ReadComplaintsAsync()
    {
        while (await process.StandardError.ReadLineAsync().ConfigureAwait(false) is { } line) Complain(line);
    }

    private void Complain(string line)
    {
        lock (complaints)
        {
            complaints.Enqueue(line);
            if (complaints.Count > LastWords) complaints.Dequeue();
        }
    }

    // The shell's convention, which .NET follows: 128 + signal number.
    private string Describe()
    {
        lock (complaints) RanOutOfMemory = MemoryExhaustion.Explains(process.ExitCode, complaints, killsBefore, Host.KilledProcesses());
        var how = process.ExitCode switch
        {
            MemoryExhaustion.Killed when RanOutOfMemory => "was killed by the kernel for want of memory (SIGKILL)",
            134 => "was aborted (SIGABRT)",
            MemoryExhaustion.Killed => "was killed (SIGKILL)",
            139 => "crashed (SIGSEGV)",
            143 => "was terminated (SIGTERM)",
            var code => $"ended with exit code {code}",
        };
        lock (complaints)
        {
            return $"Worker process {process.Id} {how}.{(complaints.Count > 0 ? " Last words: " + string.Join(" | ", complaints) : "")}";
        }
    }
}
