using System.Runtime.InteropServices;
using Orchestrator.Cli.Embedded;
using Orchestrator.GpuNode.Devices;
using Orchestrator.Journal;
using Orchestrator.Journal.Sqlite;
using Orchestrator.Models.Torch;

namespace Orchestrator.Cli.Diagnosis;

/// <summary>Looks at everything that a sweep needs on this machine.</summary>
internal static class Examination
{
    /// <summary>What was found, in the order in which a sweep would stumble over it.</summary>
    public static IEnumerable<Finding> Of(Home home)
    {
        yield return new(".NET", Health.Good, $"{RuntimeInformation.FrameworkDescription} on {RuntimeInformation.OSDescription}, {RuntimeInformation.ProcessArchitecture}");
        yield return new("processor", Health.Good, $"{Environment.ProcessorCount} cores, {GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / (1L << 30)} GiB of memory");
        var libtorch = Libtorch();
        yield return libtorch;
        foreach (var finding in Gpus(libtorch.Health == Health.Good)) yield return finding;
        yield return Sqlite();
        yield return Folder(home);
    }

    private static Finding Libtorch()
    {
        try
        {
            return new("libtorch", Health.Good, $"{TorchRuntime.Version} in {TorchRuntime.Folder}");
        }
        catch (TorchException e)
        {
            return new("libtorch", Health.Broken, e.Message, "Start './orchestrator' again where it was built, or set TORCH_ROOT to the torch folder of a PyTorch 2.10.");
        }
    }

    private static IEnumerable<Finding> Gpus(bool torch)
    {
        var gpus = DeviceDiscovery.FindGpus();
        if (gpus.Count == 0) yield return new("GPU", Health.Limited, "no NVIDIA driver answers: sweeps run on the processor");
        foreach (var gpu in gpus)
        {
            var memory = gpu.MemoryBytes is { } bytes ? $", {bytes / (1L << 20)} MiB" : "";
            yield return torch && TorchRuntime.HasCuda
                ? new(gpu.Name, Health.Good, $"{gpu.Model}{memory}, driver {gpu.Driver}")
                : new(gpu.Name, Health.Limited, $"{gpu.Model}{memory}, but libtorch is built without CUDA", "Set TORCH_ROOT to a CUDA build's torch folder.");
        }
    }

    private static Finding Sqlite()
    {
        try
        {
            return new("SQLite", Health.Good, SqliteJournal.LibraryVersion);
        }
        catch (JournalException e)
        {
            return new("SQLite", Health.Broken, e.Message, "Install libsqlite3-0.");
        }
    }

    private static Finding Folder(Home home)
    {
        if (!Directory.Exists(home.Root)) return new("home", Health.Good, $"{home.Root} (made by the first run)");
        try
        {
            var probe = Path.Combine(home.Root, ".probe");
            File.WriteAllText(probe, "");
            File.Delete(probe);
            var free = new DriveInfo(home.Root).AvailableFreeSpace / (1L << 20);
            return new("home", Health.Good, $"{home.Root}, {free} MiB free");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return new("home", Health.Broken, e.Message, $"Name another folder with --home or {Home.Variable}.");
        }
    }
}
