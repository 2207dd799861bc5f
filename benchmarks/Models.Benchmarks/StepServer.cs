using System.Globalization;
using Orchestrator.Models.Torch;

namespace Orchestrator.Models.Benchmarks;

/// <summary>The other end of <see cref="Peer"/>.</summary>
internal static class StepServer
{
    public static void Run(TextReader requests, TextWriter answers)
    {
        TorchRuntime.Threads = 1;
        answers.WriteLine(
            $"{TorchRuntime.Version} {string.Join(' ', Paper.All.Select(paper => $"{paper.Name}={CatalogWorkload.ParametersOf(paper)}"))}");
        CatalogWorkload? workload = null;
        while (requests.ReadLine()?.Split(' ') is [var name, var steps])
        {
            if (workload?.Name != name)
            {
                workload?.Dispose();
                workload = new(Paper.All.Single(paper => paper.Name == name));
            }

            var time = workload.Run(int.Parse(steps, CultureInfo.InvariantCulture));
            answers.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{time.Wall} {time.Cpu}"));
        }

        workload?.Dispose();
    }
}
