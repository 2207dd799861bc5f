using System.Diagnostics;
using System.Globalization;

namespace Orchestrator.Models.Benchmarks;

/// <summary>A process with the same networks, which trains when asked and sleeps otherwise.</summary>
/// <remarks>
/// It first says its version and the parameters of each network (<c>2.10 mlp=14987 ...</c>), then answers each line (network, steps) by the
/// milliseconds a step took on the clock and of processor time.
/// </remarks>
internal sealed class Peer : IDisposable
{
    private readonly Process process;
    private readonly Dictionary<string, long> parameterCounts;

    public Peer(PeerCommand command)
    {
        process = Process.Start(new ProcessStartInfo(command.Program, command.Arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            // Debian's OpenBLAS has threads of its own, which the number of intra-op threads does not reach.
            Environment = { ["OMP_NUM_THREADS"] = "1", ["OPENBLAS_NUM_THREADS"] = "1" },
        })!;
        parameterCounts = Answer().Skip(1).Select(word => word.Split('='))
            .ToDictionary(word => word[0], word => long.Parse(word[1], CultureInfo.InvariantCulture));
    }

    public long ParameterCount(string network) => parameterCounts[network];

    public StepTime Run(string network, int steps)
    {
        process.StandardInput.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{network} {steps}"));
        var words = Answer();
        return new StepTime(double.Parse(words[0], CultureInfo.InvariantCulture), double.Parse(words[1], CultureInfo.InvariantCulture));
    }

    /// <summary>The largest resident memory that the process has had (Linux).</summary>
    public long PeakMebibytes() => long.Parse(
        File.ReadLines($"/proc/{process.Id}/status").Single(line => line.StartsWith("VmHWM", StringComparison.Ordinal))
            .Split(' ', StringSplitOptions.RemoveEmptyEntries)[^2],
        CultureInfo.InvariantCulture) / 1024;

    public void Dispose()
    {
        process.StandardInput.Close();
        process.WaitForExit();
        process.Dispose();
    }

    private string[] Answer() =>
        (process.StandardOutput.ReadLine()
            ?? throw new InvalidOperationException($"{process.StartInfo.FileName} ended; what it said is above.")).Split(' ');
}
