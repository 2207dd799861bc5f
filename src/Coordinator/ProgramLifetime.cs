using Microsoft.Extensions.Hosting;

namespace Orchestrator.Coordinator;

/// <summary>Leaves signals to the program, which drains or leaves before it stops a host.</summary>
public sealed class ProgramLifetime : IHostLifetime
{
    /// <inheritdoc />
    public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc />
    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
