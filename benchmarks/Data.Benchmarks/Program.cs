using System.Globalization;
using Orchestrator.Contracts.Definitions;
using Orchestrator.Data.Benchmarks;
using Orchestrator.Models.Data;
using Orchestrator.Models.Data.Caching;
using Orchestrator.Models.Data.Numpy;
using Orchestrator.Models.Data.Readers;

// Loading here and in NumPy and SciPy, in turns, so that both see the same machine; then the memory that a large sparse matrix takes.
// Optional arguments: the Python interpreter, rounds.
if (args is ["open", var path, .. var rest])
{
    PeakMemory.Open(path, rest.FirstOrDefault());
    return;
}

if (args is ["read", var data, var format, .. var more])
{
    var definition = new DataDefinition(Path.GetFullPath(data), format, more.FirstOrDefault());
    var times = Enumerable.Range(0, 8).Select(_ => LoadTime.Of(() => DataSetFormats.Read(definition))).Skip(1).ToArray();
    var middle = LoadTime.Median(times);
    Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{format} {middle.Wall:0} ms, {middle.Cpu:0} ms of processor time"));
    return;
}

var rounds = int.Parse(args.ElementAtOrDefault(1) ?? "9", CultureInfo.InvariantCulture);
var folder = Directory.CreateTempSubdirectory("data-benchmark-").FullName;
try
{
    string In(string name) => Path.Combine(folder, name);
    using var peer = new PythonPeer(args.ElementAtOrDefault(0) ?? "/usr/bin/python3", folder);
    Console.WriteLine(
        $"{peer.Version}; .NET {Environment.Version}, {Environment.ProcessorCount} cores; medians of {rounds} rounds, files in the page "
            + $"cache.");
    Console.WriteLine("| file | MB | C# ms (CPU) | Python ms (CPU) | C# / Python (CPU) |\n|---|---|---|---|---|");
    var store = new DataSetStore(In("cache"));
    store.Open(PeakMemory.Definition(In("csr.npz")));
    object Dense(string name)
    {
        using var archive = new NpzArchive(In(name));
        return archive.Read("x").ToSingles();
    }

    (string What, string File, string Kind, Func<object> Load)[] loads =
    [
        ("dense, stored", "dense.npz", "dense", () => Dense("dense.npz")),
        ("dense, deflated", "dense-deflated.npz", "dense", () => Dense("dense-deflated.npz")),
        ("CSR, stored", "csr.npz", "csr", () => CsrReader.ReadMatrix(In("csr.npz"))),
        ("CSR, deflated", "csr-deflated.npz", "csr", () => CsrReader.ReadMatrix(In("csr-deflated.npz"))),
        ("HDF5 in blocks, deflated", "deepsea.h5", "hdf5", () => HdfBlocks.Read(In("deepsea.h5"))),
        ("HDF5 in blocks, plain", "deepsea-plain.h5", "hdf5", () => HdfBlocks.Read(In("deepsea-plain.h5"))),
        ("CSR, mapped from the cache", "csr.npz", "csr", () => store.Open(PeakMemory.Definition(In("csr.npz")))),
    ];
    foreach (var (what, file, kind, load) in loads)
    {
        List<LoadTime> own = [], python = [];
        for (var round = -1; round < rounds; round++)
        {
            var (ours, theirs) = (LoadTime.Of(load), peer.Load(kind, In(file)));
            if (round < 0)
            {
                continue; // the first warms up
            }

            own.Add(ours);
            python.Add(theirs);
        }

        var (median, other) = (LoadTime.Median(own), LoadTime.Median(python));
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"| {what} | {new FileInfo(In(file)).Length / 1e6:0} | {median.Wall:0} ({median.Cpu:0}) | {other.Wall:0} ({other.Cpu:0}) | "
                + $"{median.Wall / other.Wall:0.00} ({median.Cpu / other.Cpu:0.00}) |"));
    }

    Console.WriteLine("\n| sparse matrix | s | peak MB | of them private |\n|---|---|---|---|");
    Console.WriteLine(PeakMemory.Of(In("isolates.npz"), null));
    PeakMemory.Of(In("isolates.npz"), In("cache")); // makes the entry
    Console.WriteLine(PeakMemory.Of(In("isolates.npz"), In("cache")));
}
finally
{
    Directory.Delete(folder, recursive: true);
}
