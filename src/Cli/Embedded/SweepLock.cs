using System.Globalization;
using Orchestrator.Contracts.Identifiers;

namespace Orchestrator.Cli.Embedded;

/// <summary>Keeps two processes from running one sweep. The kernel frees it when the process ends, however it ends.</summary>
internal sealed class SweepLock : IDisposable
{
    private readonly FileStream file;

    private SweepLock(FileStream file) => this.file = file;

    /// <summary>Takes the lock of a sweep.</summary>
    /// <exception cref="UserError">Another process holds it.</exception>
    public static SweepLock Take(Home home, SweepId sweep)
    {
        var path = home.Lock(sweep);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        try
        {
            var file = new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            file.SetLength(0);
            file.Write(System.Text.Encoding.ASCII.GetBytes(Environment.ProcessId.ToString(CultureInfo.InvariantCulture)));
            file.Flush();
            return new SweepLock(file);
        }
        catch (IOException) when (File.Exists(path))
        {
            throw new UserError($"Sweep '{sweep}' is running in another process. Watch it with 'orchestrator show {sweep}', or stop that process first.");
        }
    }

    /// <inheritdoc />
    public void Dispose() => file.Dispose();
}
