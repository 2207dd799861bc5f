using System.Threading.Channels;
using Orchestrator.GpuNode.Devices;

namespace Orchestrator.GpuNode.Tests.Scripted;

/// <summary>A memory that holds what the test says.</summary>
internal sealed class ScriptedProbe : IMemoryProbe
{
    private readonly Channel<(string Device, int Workers)> asked = Channel.CreateUnbounded<(string, int)>();

    public MemoryReading? Next { get; set; }

    public Task<MemoryReading?> ReadAsync(string device, IReadOnlyList<int> processes, int workers, CancellationToken cancellationToken)
    {
        asked.Writer.TryWrite((device, workers));
        return Task.FromResult(Next);
    }

    public Task<(string Device, int Workers)> AskedAsync() => asked.Reader.ReadAsync().AsTask().WaitAsync(TimeSpan.FromSeconds(20));
}
