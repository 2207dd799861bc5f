using System.Globalization;

namespace Orchestrator.Cli.Tests.EndToEnd;

/// <summary>A folder with a small data set whose classes are planted motifs, a sweep file, and homes for journals.</summary>
internal sealed class CliFixture : IDisposable
{
    private static readonly (string Label, string Motif)[] Classes = [("donor", "GTAAGT"), ("acceptor", "TTCAGG"), ("neither", "")];
    private const int MostTries = 8;
    private readonly string root = Directory.CreateTempSubdirectory("orchestrator-").FullName;

    public CliFixture()
    {
        using var fasta = new StreamWriter(Path.Combine(root, "dna.fasta"));
        var random = new Random(3);
        for (var row = 0; row < 150; row++)
        {
            var (label, motif) = Classes[row % Classes.Length];
            var dna = new string([.. Enumerable.Range(0, 36).Select(_ => "ACGT"[random.Next(4)])]);
            dna = dna[..15] + motif + dna[(15 + motif.Length)..];
            fasta.WriteLine(string.Create(CultureInfo.InvariantCulture, $">row{row} label={label}\n{dna}"));
        }
        File.WriteAllText(SweepFile, """
            name: planted
            seed: 11
            data: { path: dna.fasta, format: fasta }
            model: { name: sequence-cnn, fixed: { batch_size: 16 } }
            search: { algorithm: bayesian, trials: 3, parallel: 1 }
            space:
              learning_rate: { type: float, low: 1e-3, high: 1e-2, log: true }
              dropout: { type: float, low: 0.1, high: 0.4, step: 0.1 }
            cross_validation: { folds: 3, stratified: true, test: { fraction: 0.2, rows: random } }
            objective: { metric: accuracy, direction: maximize }
            stopping: { epochs: 5 }
            resources: { device: cpu, slots: 2, retries: 2 }
            """);
    }

    public string SweepFile => Path.Combine(root, "planted.yaml");

    public string Data => Path.Combine(root, "dna.fasta");

    public string Home(string name) => Path.Combine(root, name);

    public OrchestratorProcess Run(string home, params string[] more) =>
        OrchestratorProcess.Start(["run", SweepFile, "--json", "--home", Home(home), .. more]);

    /// <summary>Runs so many trials that no machine is through before a test has looked.</summary>
    public OrchestratorProcess RunLong(string home) => Run(home, "--trials", "300");

    public OrchestratorProcess Resume(string home) => OrchestratorProcess.Start("resume", "--json", "--home", Home(home));

    /// <summary>Kills a run at a moment, and resumes it to its end. One that is over before the kill is begun anew: a quick machine needs
    /// but milliseconds for it.</summary>
    /// <returns>The home, whose name begins as asked for.</returns>
    public async Task<string> KillAndResumeAsync(string name, string moment, int count)
    {
        for (var tries = 1; ; tries++)
        {
            var home = string.Create(CultureInfo.InvariantCulture, $"{name}-{tries}");
            using (var killed = Run(home))
            {
                await killed.SeesAsync(moment, count);
                await killed.KillAsync();
            }
            using var resumed = Resume(home);
            var ending = await resumed.EndAsync();
            if (tries < MostTries && ending.Errors.Contains("There is no such sweep", StringComparison.Ordinal))
            {
                continue;
            }

            ending.ExitCode.ShouldBe(0, ending.Errors);
            return home;
        }
    }

    /// <summary>Ends a run by a signal once it has trained so many epochs. One that is over before the signal is begun anew, as
    /// above.</summary>
    public async Task<(string Home, OrchestratorProcess.Ending Ending)> DrainAsync(string name, int epochs,
        Func<OrchestratorProcess, Task> signal)
    {
        for (var tries = 1; ; tries++)
        {
            var home = string.Create(CultureInfo.InvariantCulture, $"{name}-{tries}");
            using var run = Run(home);
            await run.SeesAsync("epoch", epochs);
            await signal(run);
            var ending = await run.EndAsync();
            if (ending.ExitCode != 0 || tries == MostTries)
            {
                ending.ExitCode.ShouldBe(130, ending.Errors);
                return (home, ending);
            }
        }
    }

    /// <summary>The exported trials, without the columns that tell of time and attempts.</summary>
    public async Task<IReadOnlyList<string>> TableAsync(string home)
    {
        var export = await OrchestratorProcess.RunAsync("export", "--home", Home(home));
        export.ExitCode.ShouldBe(0, export.Errors);
        var rows = export.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .Select(l => l.Split(',')).ToArray();
        var kept = Enumerable.Range(0, rows[0].Length)
            .Where(c => rows[0][c] is "trial" or "status" or "learning_rate" or "dropout" or "mean" or "std" || rows[0][c]
                .StartsWith("fold_", StringComparison.Ordinal))
            .ToArray();
        kept.Length.ShouldBe(9);
        return [.. rows.Select(row => string.Join(',', kept.Select(c => row[c])))];
    }

    /// <summary>The same, with all columns but those that tell how often a fold was attempted and how long it took.</summary>
    public async Task<string[]> WholeTableAsync(string home)
    {
        var export = await OrchestratorProcess.RunAsync("export", "--home", Home(home));
        export.ExitCode.ShouldBe(0, export.Errors);
        string[][] rows = [.. export.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.Split(','))];
        int[] timed = [Array.IndexOf(rows[0], "attempts"), Array.IndexOf(rows[0], "train_seconds")];
        timed.ShouldNotContain(-1);
        return [.. rows.Select(row => string.Join(',', row.Where((_, column) => !timed.Contains(column))))];
    }

    public void Dispose() => Directory.Delete(root, recursive: true);
}
