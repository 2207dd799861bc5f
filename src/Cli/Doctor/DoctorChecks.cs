using System.Runtime.InteropServices;
using Orchestrator.Cli.Embedded;
using Orchestrator.Contracts.Messages;
using Orchestrator.GpuNode.Devices;

namespace Orchestrator.Cli.Doctor;

/// <summary>Looks at everything that a sweep needs on this machine.</summary>
internal static class DoctorChecks
{
    /// <summary>What was found, in the order in which a sweep would stumble over it.</summary>
    /// <param name="home">Where a sweep would write.</param>
    /// <param name="torch">What workers train with.</param>
    /// <param name="find">Looks for GPUs.</param>
    public static IEnumerable<CheckResult> Of(DataDirectory home, ITorchDevices torch, Func<FoundGpus> find)
    {
        yield return new(".NET", Health.Good,
            $"{RuntimeInformation.FrameworkDescription} on {RuntimeInformation.OSDescription}, {RuntimeInformation.ProcessArchitecture}");
        yield return new("processor", Health.Good,
            $"{Environment.ProcessorCount} cores, {GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / (1L << 30)} GiB of memory");
        var libtorch = Libtorch(torch);
        yield return libtorch;
        foreach (var finding in Gpus(find()))
        {
            yield return finding;
        }
        yield return Folder(home);
    }

    private static CheckResult Libtorch(ITorchDevices torch)
    {
        try
        {
            var built = torch.HasCuda ? "with CUDA" : "without CUDA";
            var place = torch.Folder is { } folder ? $", from {folder}" : "";
            var patched = torch.IsPatched
                ? "; a copy that asks for less of the C++ runtime, since this system's is older than the one it was built with"
                : "";
            return new("libtorch", Health.Good, $"{torch.Version} {built}{place}{patched}");
        }
        catch (Exception e) when (torch.LoadFailure(e) is { } failure)
        {
            return new("libtorch", Health.Broken, failure,
                "Start './orchestrator' again where it was built, or set TORCH_ROOT to the torch folder of a PyTorch 2.10.");
        }
    }

    private static IEnumerable<CheckResult> Gpus(FoundGpus found)
    {
        if (found.Devices.Count == 0)
        {
            yield return new("GPU", Health.Limited, $"{found.Reason} Sweeps run on the processor.");
        }
        foreach (var gpu in found.Devices)
        {
            yield return new(gpu.Name, Health.Good, $"{gpu.Model}{Memory(gpu)}, driver {gpu.Driver}");
        }
    }

    private static string Memory(NodeDevice gpu) => gpu.MemoryBytes is not { } total ? ""
        : gpu.UsedBytes is { } used ? $", {used >> 20} of {total >> 20} MiB in use" : $", {total >> 20} MiB";

    private static CheckResult Folder(DataDirectory home)
    {
        if (!Directory.Exists(home.Root))
        {
            return new("home", Health.Good, $"{home.Root} (made by the first run)");
        }

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
            return new("home", Health.Broken, e.Message, $"Name another folder with --home or {DataDirectory.Variable}.");
        }
    }
}
