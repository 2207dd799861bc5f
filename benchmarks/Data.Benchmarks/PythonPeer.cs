using System.Diagnostics;
using System.Globalization;

namespace Orchestrator.Data.Benchmarks;

/// <summary>A Python process with NumPy and SciPy, which writes the files, and loads one when asked.</summary>
internal sealed class PythonPeer : IDisposable
{
    private readonly Process process;

    public PythonPeer(string interpreter, string folder)
    {
        process =
            Process.Start(
                new ProcessStartInfo(interpreter,
                    [Path.Combine(AppContext.BaseDirectory, "peer.py"), folder])
                {
                    RedirectStandardInput = true,
                    RedirectStandardOutput = true
                })!;
        Version = Answer();
    }

    public string Version { get; }

    public LoadTime Load(string kind, string path)
    {
        process.StandardInput.WriteLine($"{kind} {path}");
        var words = Answer().Split(' ');
        return new(double.Parse(words[0], CultureInfo.InvariantCulture), double.Parse(words[1], CultureInfo.InvariantCulture));
    }

    public void Dispose()
    {
        process.StandardInput.Close();
        process.WaitForExit();
        process.Dispose();
    }

    private string Answer() =>
        process.StandardOutput.ReadLine() ?? throw new InvalidOperationException("The Python process ended; does it have NumPy and SciPy?");
}
