using System.Globalization;
using Orchestrator.Models.Torch;
using Orchestrator.Models.Torch.Archives;
using Orchestrator.Models.Training;
using TorchSharp;
using static TorchSharp.torch;

namespace Orchestrator.Models.Benchmarks;

/// <summary>
/// What a machine with a GPU has to show for every architecture: the same steps as the CPU, a resume that is bit-identical, mixed precision
/// near single precision. One row each, and an exit code of 1 when any fails.
/// </summary>
internal static class GpuCheck
{
    private const int Steps = 3;
    private const double Same = 2e-3, Near = 0.1; // relative: single precision in another order of summation; 8 bits of mantissa

    /// <param name="args">The device, <c>cuda</c> by default; <c>cpu</c> tries the check itself out.</param>
    public static int Run(string[] args)
    {
        var device = TorchDevice.Parse(args.ElementAtOrDefault(0) ?? "cuda");
        Console.WriteLine(
            $"libtorch {TorchRuntime.Version} in {TorchRuntime.Folder}; it sees {TorchRuntime.CudaCards} "
                + $"GPU(s){(TorchRuntime.NeededPatch ? "; TorchSharp needed its patch" : "")}.");
        if (device.type == DeviceType.CUDA && !TorchRuntime.HasCuda)
        {
            Console.WriteLine(
                "NOTHING WAS CHECKED: libtorch sees no GPU. Set TORCH_ROOT to the torch folder of a CUDA build of PyTorch 2.10, or "
                    + "ORCHESTRATOR_TORCH=cuda.");
            return 3;
        }

        backends.cuda.matmul.allow_tf32 = false;
        backends.cudnn.allow_tf32 = false; // else convolutions keep 10 bits
        Console.WriteLine(
            "| network | loss, CPU / device | difference | resume | bfloat16 | float16 | step ms | device memory MiB "
                + "|\n|---|---|---|---|---|---|---|---|");
        return Paper.All.Select(paper => Check(paper, device)).ToArray().All(passed => passed) ? 0 : 1;
    }

    private static bool Check(Paper paper, Device device)
    {
        try
        {
            var plain = WithoutDropout(paper); // whose masks differ between the generators of CPU and GPU
            var (expected, actual) = (Losses(plain, CPU, null), Losses(plain, device, null));
            var difference = Difference(expected, actual);
            var resumed = Resumes(paper, device);
            var narrow = Difference(actual, Losses(plain, device, ScalarType.BFloat16));
            double? half = device.type == DeviceType.CUDA ? Difference(actual, Losses(plain, device, ScalarType.Float16)) : null;
            using var workload = new CatalogWorkload(paper, device);
            workload.Run(3);
            var time = workload.Run(20);
            var memory = device.type == DeviceType.CUDA && CudaMemory.Of(device.index) is var of ? (of.Total - of.Free) >> 20 : 0;
            var passed = difference < Same && resumed && narrow < Near && (half ?? 0) < Near;
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"| {paper.Name} | {expected[^1]:G6} / {actual[^1]:G6} | {difference:E1} | {(resumed ? "same bits" : "DIFFERS")} | "
                    + $"{narrow:E1} | {half:E1} | {time.Wall:G3} | {memory} |{(passed ? "" : " FAILED")}"));
            return passed;
        }
        catch (Exception failure) when (failure is TorchException or System.Runtime.InteropServices.ExternalException)
        {
            Console.WriteLine($"| {paper.Name} | FAILED: {failure.Message.Split('\n')[0]} |");
            return false;
        }
    }

    private static float[] Losses(Paper paper, Device device, ScalarType? narrow)
    {
        using var workload = new CatalogWorkload(paper, device);
        return [.. Enumerable.Range(0, Steps).Select(_ => workload.Step(narrow))];
    }

    private static double Difference(float[] expected, float[] actual) =>
        expected.Zip(actual, (x, y) => Math.Abs(x - y) / Math.Max(1e-3, Math.Abs((double)x))).Max();

    // Dropout included: its masks are a function of the step.
    private static bool Resumes(Paper paper, Device device)
    {
        var file = Path.GetTempFileName();
        try
        {
            using var untouched = new CatalogWorkload(paper, device);
            Train(untouched, 0, 4);
            using (var first = new CatalogWorkload(paper, device))
            {
                Train(first, 0, 2);
                using var scope = NewDisposeScope();
                using var archive = new TensorArchive();
                archive.AddSection("weights", first.Network.state_dict());
                archive.AddSection("optimizer", first.Optimizer.StateDict());
                archive.Save(file);
            }

            using var second = new CatalogWorkload(paper, device);
            using (var archive = TensorArchive.Load(file))
            {
                NetworkState.Load(second.Network, archive.Section("weights"));
                second.Optimizer.LoadStateDict(archive.Section("optimizer"));
            }

            Train(second, 2, 2);
            return untouched.Network.parameters().Zip(second.Network.parameters())
                .All(pair => pair.First.ToArray<float>().SequenceEqual(pair.Second.ToArray<float>()));
        }
        finally
        {
            File.Delete(file);
        }
    }

    private static void Train(CatalogWorkload workload, int start, int count)
    {
        for (var step = start; step < start + count; step++)
        {
            new FoldSeeds(1, new(0, 0)).Step(1, step);
            workload.Step(null);
        }
    }

    private static Paper WithoutDropout(Paper paper) => paper with
    {
        Settings =
        [
            .. paper.Settings,
            .. ModelCatalog.Find(paper.Model).HyperParameters.Where(own => own.Name.Contains("dropout", StringComparison.Ordinal))
                .Select(own => (own.Name, 0.0)),
        ],
    };
}
