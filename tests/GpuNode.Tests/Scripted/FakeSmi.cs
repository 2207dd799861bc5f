using Orchestrator.GpuNode.Devices;

namespace Orchestrator.GpuNode.Tests.Scripted;

/// <summary>A shell script in the place of <c>nvidia-smi</c>.</summary>
internal sealed class FakeSmi : IDisposable
{
    /// <summary>A machine with a small card first on the bus and two large ones.</summary>
    public const string Listing = """
        GPU-aaaa1111-0000-0000-0000-000000000000, NVIDIA T4, 15360, 550.54, 100, 1
        GPU-bbbb2222-0000-0000-0000-000000000000, NVIDIA H200, 143771, 550.54, 200, 2
        GPU-bbbb3333-0000-0000-0000-000000000000, NVIDIA H200, 143771, 550.54, 300, 3
        """;

    private readonly string folder = Directory.CreateTempSubdirectory("smi-").FullName;

    public string Program => Path.Combine(folder, "nvidia-smi");

    /// <summary>Prints a listing.</summary>
    public static FakeSmi Printing(string listing) => Doing($"cat <<'END'\n{listing}\nEND");

    /// <summary>Runs a script.</summary>
    public static FakeSmi Doing(string script)
    {
        var fake = new FakeSmi();
        File.WriteAllText(fake.Program, $"#!/bin/sh\n{script}\n");
        if (OperatingSystem.IsWindows())
        {
            throw new PlatformNotSupportedException("The fake is a shell script.");
        }
        File.SetUnixFileMode(fake.Program, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        return fake;
    }

    /// <summary>The tool, as the product starts it.</summary>
    public NvidiaSmi Tool(TimeSpan? limit = null) => new(Program, limit);

    public void Dispose() => Directory.Delete(folder, recursive: true);
}
