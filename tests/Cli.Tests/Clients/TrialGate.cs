using System.Globalization;

namespace Orchestrator.Cli.Tests.Clients;

/// <summary>Which trials scripts may train by now: a search cannot end before what a test does in the midst of it, however quick the
/// machine is.</summary>
internal sealed class TrialGate
{
    /// <summary>A function <c>admit(trial)</c> of a script whose last argument is <see cref="Path"/>.</summary>
    public const string Script = """
        import sys, time
        def admit(trial):
            while trial.number >= int(open(sys.argv[-1]).read()):
                time.sleep(0.01)

        """;

    /// <param name="path">A file of its own.</param>
    /// <param name="below">Trials below this number may be trained.</param>
    public TrialGate(string path, int below)
    {
        Path = path;
        Open(below);
    }

    public string Path { get; }

    /// <summary>Lets more of them in.</summary>
    public void Open(int below = int.MaxValue)
    {
        var written = $"{Path}.new";
        File.WriteAllText(written, below.ToString(CultureInfo.InvariantCulture));
        File.Move(written, Path, overwrite: true); // nobody reads half of it
    }
}
