using System.Globalization;
using Orchestrator.Models.Benchmarks;
using Orchestrator.Torch.Randomness;
using Orchestrator.Torch.Runtime;

// The other end of Peer for the build before TorchSharp (commit 35310c5): previous.sh puts it in place of that build's Program.cs.
Libtorch.Threads = 1;
Console.WriteLine($"{Libtorch.Version} {string.Join(' ', Paper.All.Select(Count))}");
CatalogWorkload? workload = null;
while (Console.ReadLine()?.Split(' ') is [var name, var steps])
{
    if (workload?.Name != name)
    {
        workload?.Dispose();
        workload = new(Paper.All.Single(paper => paper.Name == name), new Generator(1));
    }

    var time = workload.Run(int.Parse(steps, CultureInfo.InvariantCulture));
    Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{time.Wall} {time.Cpu}"));
}

static string Count(Paper paper)
{
    using var generator = new Generator(1);
    using var network = new CatalogWorkload(paper, generator);
    return $"{paper.Name}={network.ParameterCount}";
}
