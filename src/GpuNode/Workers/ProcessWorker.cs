using System.Diagnostics;
using System.Text.Json;
using System.Threading.Channels;
using Orchestrator.Contracts.Messages;
using Orchestrator.Contracts.Serialization;
using Orchestrator.GpuNode.Devices;

namespace Orchestrator.GpuNode.Workers;

/// <summary>A worker behind the pipes of a child process.</summary>
internal sealed class ProcessWorker : IWorker
{
    private const int LastWords = 20;
    private const int MostWaiting = 64; // a node has a command or two for a worker

    private static readonly HostMemory Host = new();

    private readonly Process process;
    private readonly long? killsBefore = Host.KilledHere();
    private readonly long? killsOnMachineBefore = Host.KilledOnMachine();
    private readonly Channel<WorkerCommand> commands =
        Channel.CreateBounded<WorkerCommand>(new BoundedChannelOptions(MostWaiting) { SingleReader = true });
    private readonly Task writing;
    private readonly Channel<WorkerMessage> messages = Channel.CreateUnbounded<WorkerMessage>(new() { SingleReader = true });
    private readonly Queue<string> complaints = new();

    public ProcessWorker(Process process)
    {
        this.process = process;
        ProcessId = process.Id;
        ExitReason = Task.Run(FollowAsync);
        writing = Task.Run(WriteCommandsAsync);
    }

    public ChannelReader<WorkerMessage> Messages => messages.Reader;

    public Task<string> ExitReason { get; }

    public bool RanOutOfMemory { get; private set; }

    public int? ProcessId { get; }

    public WorkerLog Log { get; } = new(TimeProvider.System);

    // Never waits: the pipe of a worker that was stopped is full before a definition is through, and whoever sends is an actor.
    public void Send(WorkerCommand command)
    {
        if (commands.Writer.TryWrite(command) || ExitReason.IsCompleted)
        {
            return;
        }
        Complain($"It takes no commands: {MostWaiting} wait for it.");
        process.Kill(entireProcessTree: true);
    }

    public async ValueTask DisposeAsync()
    {
        if (!process.HasExited)
        {
            process.Kill(entireProcessTree: true);
        }

        commands.Writer.TryComplete();
        await ExitReason.ConfigureAwait(false);
        await writing.ConfigureAwait(false);
        process.Dispose();
    }

    private async Task WriteCommandsAsync()
    {
        try
        {
            await foreach (var command in commands.Reader.ReadAllAsync().ConfigureAwait(false))
            {
                await process.StandardInput.WriteLineAsync(JsonSerializer.Serialize(command, WireJson.Options)).ConfigureAwait(false);
                await process.StandardInput.FlushAsync().ConfigureAwait(false);
            }
        }
        catch (IOException)
        {
            // The pipe is broken because the process is gone, of which the epitaph tells.
        }
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
                if (JsonSerializer.Deserialize<WorkerMessage>(line, WireJson.Options) is { } message)
                {
                    messages.Writer.TryWrite(message);
                }
            }
            catch (Exception e) when (e is JsonException or NotSupportedException)
            {
                Complain(line); // a native library printed to standard output, or death cut a line short
            }
        }
    }

    private async Task ReadComplaintsAsync()
    {
        while (await process.StandardError.ReadLineAsync().ConfigureAwait(false) is { } line)
        {
            Complain(line);
        }
    }

    private void Complain(string line)
    {
        Log.Append(line);
        lock (complaints)
        {
            complaints.Enqueue(line);
            if (complaints.Count > LastWords)
            {
                complaints.Dequeue();
            }
        }
    }

    // The shell's convention, which .NET follows: 128 + signal number.
    private string Describe()
    {
        lock (complaints)
        {
            RanOutOfMemory = MemoryExhaustion.Explains(process.ExitCode, complaints, killsBefore, Host.KilledHere());
        }

        var how = process.ExitCode switch
        {
            MemoryExhaustion.Killed when RanOutOfMemory => "was killed by the kernel for want of memory (SIGKILL)",
            134 => "was aborted (SIGABRT)",
            MemoryExhaustion.Killed when killsBefore is null && Host.KilledOnMachine() > killsOnMachineBefore =>
                "was killed (SIGKILL), while the kernel killed processes of this machine for want of memory; "
                + "it does not tell whether this was one",
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
