using System.Diagnostics;
using System.Globalization;

namespace Orchestrator.Torch.Benchmarks;

/// <summary>A Python process with the same networks, which trains when asked and sleeps otherwise.</summary>
internal sealed class PythonPeer : IDisposable
{
    private readonly Process process;
    private readonly Dictionary<string, long> parameterCounts;

    public PythonPeer(string interpreter)
    {
        process = Process.Start(new ProcessStartInfo(interpreter, [Path.Combine(AppContext.BaseDirectory, "peer.py")])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            // Debian's OpenBLAS has threads of its own, which torch.set_num_threads does not reach.
            Environment = { ["OMP_NUM_THREADS"] = "1", ["OPENBLAS_NUM_THREADS"] = "1" },
        })!;
        var words = Answer();
        Version = words[0];
        parameterCounts = words.Skip(1).Select(w => w.Split('=')).ToDictionary(w => w[0], w => long.Parse(w[1], CultureInfo.InvariantCulture));
    }

    public string Version { get; }

    public long ParameterCount(string workload) => parameterCounts[workload];

    public StepTime Run(string workload, int steps)
    {
        process.StandardInput.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{workload} {steps}"));
        var words = Answer();
        return new StepTime(double.Parse(words[0], CultureInfo.InvariantCulture), double.Parse(words[1], CultureInfo.InvariantCulture));
    }

    public void Dispose()
    {
        process.StandardInput.Close();
        process.WaitForExit();
        process.Dispose();
    }

    private string[] Answer() => (process.StandardOutput.ReadLine() ?? throw new InvalidOperationException("The Python process ended; does it have PyTorch?")).Split(' ');
}
