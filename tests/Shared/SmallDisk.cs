using System.Diagnostics;
using System.Globalization;

namespace Orchestrator.Shared;

/// <summary>A file system in memory that is soon full, mounted on a folder. Skips the test where mounting is not allowed.</summary>
internal sealed class SmallDisk : IDisposable
{
    private readonly string folder;

    public SmallDisk(string folder, int kilobytes)
    {
        this.folder = Directory.CreateDirectory(folder).FullName;
        var failure = Run("mount", "-t", "tmpfs", "-o", Size(kilobytes), "tmpfs", this.folder);
        Skip.If(failure is not null, $"A full disk needs the right to mount one: {failure}");
    }

    /// <summary>Makes room.</summary>
    public void Grow() => Run("mount", "-o", $"remount,{Size(50_000)}", folder).ShouldBeNull();

    public void Dispose() => Run("umount", "-l", folder);

    private static string Size(int kilobytes) => string.Create(CultureInfo.InvariantCulture, $"size={kilobytes}k");

    private static string? Run(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardError = true })!;
        var errors = process.StandardError.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0 ? null : errors.Trim();
    }
}
