using System.Globalization;
using System.Runtime.InteropServices;

namespace Orchestrator.Cli.Embedded;

/// <summary>Ctrl-C, SIGTERM and the hang-up of a terminal: the first asks to drain, the second ends the process at once.</summary>
/// <remarks>What was ignored when the process began stays so: under <c>nohup</c> it goes on.</remarks>
internal sealed class Interrupts : IDisposable
{
    private readonly TaskCompletionSource first = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly PosixSignalRegistration[] registrations;

    public Interrupts()
    {
        registrations =
        [
            .. new[] { (PosixSignal.SIGINT, 2), (PosixSignal.SIGTERM, 15), (PosixSignal.SIGHUP, 1) }
                .Where(signal => signal.Item2 != 1 || !IsIgnored(signal.Item2))
                .Select(signal => PosixSignalRegistration.Create(signal.Item1, Handle)),
        ];
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

    // As the process was started, before the runtime has a say.
    private static bool IsIgnored(int signal)
    {
        const string Mask = "SigIgn:";
        try
        {
            return File.ReadLines("/proc/self/status").FirstOrDefault(line => line.StartsWith(Mask, StringComparison.Ordinal)) is { } line
                && ulong.TryParse(line.AsSpan(Mask.Length).Trim(), NumberStyles.HexNumber, CultureInfo.InvariantCulture, out var ignored)
                && (ignored & (1UL << (signal - 1))) != 0;
        }
        catch (IOException)
        {
            return false;
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
