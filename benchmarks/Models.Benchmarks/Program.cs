using System.Diagnostics;
using System.Globalization;
using Orchestrator.Models.Benchmarks;
using Orchestrator.Torch.Benchmarks;
using Orchestrator.Torch.Randomness;
using Orchestrator.Torch.Runtime;

// A training step of every model of the catalog here and in PyTorch, in turns, so that both see the same machine.
// Optional arguments: the Python interpreter, rounds, networks (all).
const double TurnMilliseconds = 400; // the kernel counts processor time in ticks of 10 ms
var mostForOne = TimeSpan.FromSeconds(20);
var interpreter = args.ElementAtOrDefault(0) ?? "/usr/bin/python3";
var rounds = int.Parse(args.ElementAtOrDefault(1) ?? "7", CultureInfo.InvariantCulture);
if (Paper.Missing is { Count: > 0 } missing) throw new InvalidOperationException($"No size is written down for {string.Join(", ", missing)}.");

Libtorch.Threads = 1;
using var peer = new PythonPeer(interpreter);
Console.WriteLine($"libtorch {Libtorch.Version}, PyTorch {peer.Version}, one thread each; medians of up to {rounds} rounds: milliseconds of processor time a step (wall time).");
Console.WriteLine("| network | parameters, C# / Python | batch | C# | Python | C# / Python |\n|---|---|---|---|---|---|");
foreach (var paper in Paper.All.Where(paper => args.Length < 3 || args[2..].Contains(paper.Name)))
{
    using var generator = new Generator(1);
    using var workload = new CatalogWorkload(paper, generator);
    var began = Stopwatch.StartNew();
    peer.Run(paper.Name, 1);
    var steps = Math.Max(1, (int)(TurnMilliseconds / peer.Run(paper.Name, 1).Wall));
    workload.Run(steps);
    List<StepTime> own = [], python = [];
    while (own.Count == 0 || (own.Count < rounds && began.Elapsed < mostForOne))
    {
        own.Add(workload.Run(steps));
        python.Add(peer.Run(paper.Name, steps));
    }

    var (ours, theirs) = (StepTime.Median(own), StepTime.Median(python));
    Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
        $"| {paper.Name} | {workload.ParameterCount:N0} / {peer.ParameterCount(paper.Name):N0} | {paper.Batch} | {ours.Cpu:G3} ({ours.Wall:G3}) | {theirs.Cpu:G3} ({theirs.Wall:G3}) | {ours.Cpu / theirs.Cpu:F2} ({ours.Wall / theirs.Wall:F2}) |"));
    if (workload.ParameterCount != peer.ParameterCount(paper.Name)) throw new InvalidOperationException("The two networks differ.");
}
