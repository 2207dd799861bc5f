using System.Runtime.InteropServices;

namespace Orchestrator.Cli.Embedded;

/// <summary>Ctrl-C and SIGTERM: the first asks to drain, the second ends the process at once.</summary>
internal sealed class Interrupts : IDisposable
{
    private readonly TaskCompletionSource first = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly PosixSignalRegistration[] registrations;

    public Interrupts()
    {
        registrations =
            [.. new[] { PosixSignal.SIGINT, PosixSignal.SIGTERM }.Select(signal => PosixSignalRegistration.Create(signal, Handle))];
    }

    /// <summary>Completes with the first interrupt.</summary>
    public Task First => first.Task;

    /// <inheritdoc />
    public void Dispose()
    {
        foreach (var registration in registrations)
        {
            registration.Dispose();
        }
    }

    private void Handle(PosixSignalContext context)
    {
        context.Cancel = true;
        if (!first.TrySetResult())
        {
            Environment.Exit(ExitCode.Interrupted);
        }
    }
}
