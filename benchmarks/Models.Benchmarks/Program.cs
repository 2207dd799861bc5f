using System.Globalization;
using Orchestrator.Models.Benchmarks;
using Orchestrator.Models.Catalog;
using Orchestrator.Torch.Benchmarks;
using Orchestrator.Torch.Randomness;
using Orchestrator.Torch.Runtime;

// A training step of every model of the catalog here and in PyTorch, in turns, so that both see the same machine.
// Optional arguments: the Python interpreter, rounds, models (all).
const double TurnMilliseconds = 500; // the kernel counts processor time in ticks of 10 ms
var interpreter = args.ElementAtOrDefault(0) ?? "/usr/bin/python3";
var rounds = int.Parse(args.ElementAtOrDefault(1) ?? "5", CultureInfo.InvariantCulture);
(string Model, int Batch, DataShape Shape)[] papers =
[
    ("lrcn", 64, new([3967], false, TaskKind.Labels, 12)),
    ("wdnn", 32, new([222], false, TaskKind.Labels, 11)),
    ("lrcn-wdnn", 64, new([3967], false, TaskKind.Labels, 12)),
    ("histone-cnn", 250, new([100, 5], false, TaskKind.Values, 1)),
    ("histone-gru", 250, new([100, 5], false, TaskKind.Values, 1)),
    ("deepchrome", 32, new([100, 5], false, TaskKind.TwoClasses, 1)),
    ("sequence-bilstm", 50, new([571], true, TaskKind.TwoClasses, 1)),
    ("sequence-cnn", 64, new([60], false, TaskKind.ManyClasses, 3)),
    ("danq", 8, new([1000], false, TaskKind.Labels, 919)),
    ("variation", 64, new([1024], false, TaskKind.TwoClasses, 1)),
    ("mlp", 64, new([222], false, TaskKind.Labels, 11)),
    ("linear", 64, new([222], false, TaskKind.Labels, 11)),
];
if (ModelCatalog.Names.Except(papers.Select(paper => paper.Model)).ToArray() is { Length: > 0 } missing)
    throw new InvalidOperationException($"No paper's size is written down here for {string.Join(", ", missing)}.");

Libtorch.Threads = 1;
using var peer = new PythonPeer(interpreter);
Console.WriteLine($"libtorch {Libtorch.Version}, PyTorch {peer.Version}, one thread each; medians of {rounds} rounds, milliseconds of processor time (of wall time) a step.");
Console.WriteLine("| model | parameters | batch | C# | Python | C# / Python |\n|---|---|---|---|---|---|");
foreach (var (model, batch, shape) in papers.Where(paper => args.Length < 3 || args[2..].Contains(paper.Model)))
{
    using var generator = new Generator(1);
    using var workload = new CatalogWorkload(model, batch, shape, generator);
    if (workload.ParameterCount != peer.ParameterCount(model))
        throw new InvalidOperationException($"{model} has {workload.ParameterCount} parameters here and {peer.ParameterCount(model)} in Python.");

    workload.Run(2);
    var steps = Math.Max(1, (int)(TurnMilliseconds / peer.Run(model, 2).Wall));
    workload.Run(steps);
    peer.Run(model, steps);
    List<StepTime> own = [], python = [];
    for (var round = 0; round < rounds; round++)
    {
        own.Add(workload.Run(steps));
        python.Add(peer.Run(model, steps));
    }

    var (ours, theirs) = (StepTime.Median(own), StepTime.Median(python));
    Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
        $"| {model} | {workload.ParameterCount:N0} | {batch} | {ours.Cpu:G3} ({ours.Wall:G3}) | {theirs.Cpu:G3} ({theirs.Wall:G3}) | {ours.Cpu / theirs.Cpu:F2} ({ours.Wall / theirs.Wall:F2}) |"));
}
