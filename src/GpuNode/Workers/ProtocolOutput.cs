using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Orchestrator.GpuNode.Workers;

/// <summary>Keeps a worker's standard output for its protocol: a line that somebody else prints there would cut a report in two.</summary>
internal static class ProtocolOutput
{
    private const int Output = 1, Errors = 2;

    /// <summary>The standard output of before; from now on what is written to it arrives at standard error. Call it once.</summary>
    /// <exception cref="IOException">The system refuses.</exception>
    public static Stream Take()
    {
        var kept = Duplicate(Output);
        if (kept < 0 || Duplicate(Errors, Output) < 0)
        {
            throw new IOException($"Standard output cannot be duplicated (error {Marshal.GetLastPInvokeError()}).");
        }

        return new FileStream(new SafeFileHandle(kept, ownsHandle: true), FileAccess.Write, bufferSize: 1);
    }

    [DllImport("libc", EntryPoint = "dup", SetLastError = true)]
    private static extern int Duplicate(int descriptor);

    [DllImport("libc", EntryPoint = "dup2", SetLastError = true)]
    private static extern int Duplicate(int descriptor, int onto);
}
