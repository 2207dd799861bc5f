using System.Globalization;
using System.Runtime.InteropServices;
using Orchestrator.Cli.Embedded;
using Orchestrator.Contracts.Definitions;
using Orchestrator.Contracts.Messages;
using Orchestrator.GpuNode.Devices;
using Orchestrator.GpuNode.Workers.Trainers;
using Orchestrator.Plugins;

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
        var (memory, cores, all) = (new HostMemory(), new HostProcessors().Count, MachineCores());
        yield return new("processor", Health.Good,
            string.Create(CultureInfo.InvariantCulture,
                $"{all ?? cores} cores, {(memory.Machine() ?? 0) / (double)(1L << 30):0.#} GiB of memory"));
        foreach (var finding in Limits(memory.Limit(), all, cores))
        {
            yield return finding;
        }
        var libtorch = Libtorch(torch);
        yield return libtorch;
        foreach (var finding in Gpus(find()))
        {
            yield return finding;
        }
        yield return Folder(home);
    }

    /// <summary>Whether the program is there that a sweep trains with.</summary>
    internal static CheckResult Trainer(ModelDefinition model) => model.Command is not { } command
        ? new("trainer", Health.Good, $"{model.Name} is trained by this program")
        : ProgramPath.Find(command) is { } path ? new("trainer", Health.Good, $"{command.Line}: {path}")
        : new("trainer", Health.Broken, $"{command.Line}: there is no '{command.Arguments[0]}'", ProgramPath.Objection(command));

    /// <summary>What the plug-ins offer that are loaded.</summary>
    internal static IEnumerable<CheckResult> Plugins() => PluginRegistry.Active.Select(plugin => new CheckResult(
        "plug-in", Health.Good,
        $"{plugin.Definition.Name} offers {plugin.Offers}; content {plugin.Definition.Content[..12]}, from {plugin.Definition.Folder}"));

    /// <summary>What a control group or an affinity leaves of the machine; nothing = all of it.</summary>
    internal static IEnumerable<CheckResult> Limits((long Bytes, long Used)? memory, int? machine, int cores)
    {
        if (machine is { } all && cores < all)
        {
            yield return new("limit", Health.Limited, $"{cores} of {all} cores may be used: a CPU quota or an affinity is set");
        }
        if (memory is { } limit)
        {
            yield return new("limit", Health.Limited,
                $"{limit.Bytes >> 20} MiB of memory may be used, of which {limit.Used >> 20} are: a control group sets it");
        }
    }

    private static int? MachineCores()
    {
        const string Cores = "/sys/devices/system/cpu/online"; // such as 0-3,8-11
        try
        {
            return File.ReadAllText(Cores).Trim().Split(',').Select(range => range.Split('-'))
                .Sum(ends => int.Parse(ends[^1], CultureInfo.InvariantCulture) - int.Parse(ends[0], CultureInfo.InvariantCulture) + 1);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or FormatException)
        {
            return null;
        }
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
            var found = $"{torch.Version} {built}{place}{patched}";
            string[] wrong =
            [
                torch.LstmKernelAgrees ? ""
                    : ". Its LSTM kernel computes wrong numbers on this processor: LSTM layers go step by step, which is slower",
                torch.ConvolutionKernelsAgree ? ""
                    : ". oneDNN's convolutions compute wrong numbers on this processor: libtorch works without oneDNN, which is slower",
            ];
            return new("libtorch", wrong.All(sentence => sentence == "") ? Health.Good : Health.Limited, found + string.Concat(wrong));
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
