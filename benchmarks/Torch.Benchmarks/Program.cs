using System.Globalization;
using Orchestrator.Torch.Benchmarks;
using Orchestrator.Torch.Randomness;
using Orchestrator.Torch.Runtime;

// Milliseconds a training step here and in PyTorch, in turns, so that both see the same machine. Optional arguments: the Python interpreter, rounds.
var interpreter = args.ElementAtOrDefault(0) ?? "/usr/bin/python3";
var rounds = int.Parse(args.ElementAtOrDefault(1) ?? "15", CultureInfo.InvariantCulture);
Libtorch.Threads = 1;
using var generator = new Generator(1);
using var peer = new PythonPeer(interpreter);
Console.WriteLine($"libtorch {Libtorch.Version}, PyTorch {peer.Version}, one thread each; medians of {rounds} rounds.");
Console.WriteLine("| training step | C# ms (CPU) | Python ms (CPU) | C# / Python (CPU) |\n|---|---|---|---|");

using Workload histone = new HistoneCnn(generator), sequence = new SequenceBiLstm(generator);
foreach (var (workload, steps) in new[] { (histone, 20), (sequence, 1) })
{
    if (workload.ParameterCount != peer.ParameterCount(workload.Name))
        throw new InvalidOperationException($"{workload.Name} has {workload.ParameterCount} parameters here and {peer.ParameterCount(workload.Name)} in Python.");
    workload.Run(steps);
    peer.Run(workload.Name, steps);
    List<StepTime> own = [], python = [];
    for (var round = 0; round < rounds; round++)
    {
        own.Add(workload.Run(steps));
        python.Add(peer.Run(workload.Name, steps));
    }
    var (ours, theirs) = (StepTime.Median(own), StepTime.Median(python));
    Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
        $"| {workload.Name}, {workload.ParameterCount} parameters | {ours.Wall:F1} ({ours.Cpu:F1}) | {theirs.Wall:F1} ({theirs.Cpu:F1}) | {ours.Wall / theirs.Wall:F3} ({ours.Cpu / theirs.Cpu:F3}) |"));
}
