using System.Diagnostics;
using System.Globalization;
using Orchestrator.Models.Benchmarks;

// A training step of every model of the catalog, here and in other processes, in turns, so that all see the same machine.
//   [--python python3]      PyTorch writes the same networks down (peer.py)
//   [--previous program]    an earlier build of this repository (previous.sh makes one)
//   [--rounds N] [network ...]
//   serve                   what the benchmark starts: a process that trains when asked
//   gpu-check [folder]      every architecture on the CPU and on a GPU; see gpu-check.sh
if (args is ["serve"])
{
    StepServer.Run(Console.In, Console.Out);
    return 0;
}

if (args is ["gpu-check", ..])
{
    return GpuCheck.Run(args[1..]);
}

const double TurnMilliseconds = 400; // the kernel counts processor time in ticks of 10 ms
var mostForOne = TimeSpan.FromSeconds(30);
var rounds = int.Parse(Option("--rounds") ?? "9", CultureInfo.InvariantCulture);
var self = new PeerCommand("now", Environment.ProcessPath!, [typeof(StepServer).Assembly.Location, "serve"]);
List<PeerCommand> others = [];
if (Option("--previous") is { } previous)
{
    others.Add(new("before", "dotnet", [previous]));
}

if (Option("--python") is { } python)
{
    others.Add(new("Python", python, [Path.Combine(AppContext.BaseDirectory, "peer.py")]));
}

if (Paper.Missing is { Count: > 0 } missing)
{
    throw new InvalidOperationException($"No size is written down for {string.Join(", ", missing)}.");
}

var wanted =
    args.Where((word, place) => !word.StartsWith("--", StringComparison.Ordinal)
        && (place == 0 || !args[place - 1].StartsWith("--", StringComparison.Ordinal))).ToArray();
PeerCommand[] all = [self, .. others];
Console.WriteLine(
    $"One thread each; medians of up to {rounds} rounds: milliseconds of processor time a step (wall time); peak memory in MiB.");
Console.WriteLine(
    $"| network | parameters | batch | {string.Join(" | ", all.Select(peer => peer.Name))} | "
        + $"{string.Join(" | ", others.Select(peer => $"{peer.Name} / now"))} | memory, "
        + $"{string.Join(" / ", all.Select(peer => peer.Name))} |");
Console.WriteLine($"|{string.Concat(Enumerable.Repeat("---|", 4 + all.Length + others.Count))}");
foreach (var paper in Paper.All.Where(paper => wanted.Length == 0 || wanted.Contains(paper.Name)))
{
    var peers = all.Select(command => new Peer(command)).ToArray();
    try
    {
        Console.WriteLine(Measure(paper, peers));
    }
    finally
    {
        Array.ForEach(peers, peer => peer.Dispose());
    }
}

return 0;

string? Option(string name)
{
    var place = Array.IndexOf(args, name);
    return place >= 0 ? args[place + 1] : null;
}

string Measure(Paper paper, Peer[] peers)
{
    var counts = peers.Select(peer => peer.ParameterCount(paper.Name)).Distinct().ToArray();
    if (counts.Length > 1)
    {
        throw new InvalidOperationException($"The networks {paper.Name} differ: {string.Join(", ", counts)} parameters.");
    }

    var began = Stopwatch.StartNew();
    var steps = new int[peers.Length];
    for (var i = 0; i < peers.Length; i++)
    {
        peers[i].Run(paper.Name, 1);
        steps[i] = Math.Max(1, (int)(TurnMilliseconds / peers[i].Run(paper.Name, 1).Wall));
        peers[i].Run(paper.Name, steps[i]);
    }

    var times = peers.Select(_ => new List<StepTime>()).ToArray();
    for (var round = 0; round < rounds && (round < 3 || began.Elapsed < mostForOne); round++)
    {
        // There and back again: whoever comes second finds other caches.
        foreach (var i in round % 2 == 0 ? Enumerable.Range(0, peers.Length) : Enumerable.Range(0, peers.Length).Reverse())
        {
            times[i].Add(peers[i].Run(paper.Name, steps[i]));
        }
    }

    var medians = times.Select(StepTime.Median).ToArray();
    var ratios = times.Skip(1).Select(other => StepTime.MedianRatio(other, times[0])).ToArray();
    return string.Create(CultureInfo.InvariantCulture,
        $"| {paper.Name} | {counts[0]:N0} | {paper.Batch} | {string.Join(" | ", medians.Select(Text))} | "
            + $"{string.Join(" | ", ratios.Select(Ratio))} | {string.Join(" / ", peers.Select(peer => peer.PeakMebibytes()))} |");

    static string Text(StepTime time) => string.Create(CultureInfo.InvariantCulture, $"{time.Cpu:G3} ({time.Wall:G3})");

    static string Ratio(StepTime ratio) => string.Create(CultureInfo.InvariantCulture, $"{ratio.Cpu:F2} ({ratio.Wall:F2})");
}
