using System.Diagnostics;
using System.Globalization;

namespace Orchestrator.Cli.Tests.EndToEnd;

/// <summary>A folder with a trainer in plain Python, a sweep of 20 trials over it, and homes for journals.</summary>
internal sealed class OwnTrainerFixture : IDisposable
{
    /// <summary>Why tests with Python are skipped; null = it is there.</summary>
    public static string? Missing => Python is null ? "there is no python3 on this machine" : null;

    private const int MostTries = 8;
    private static readonly TimeSpan WaitLimit = TimeSpan.FromMinutes(3);

    // The score is a function of hyper-parameters, seed and epoch; the state is what it adds up from epoch to epoch.
    private const string Script = """
        import json, os, random, time
        fold = json.load(open(os.environ["ORCHESTRATOR_FOLD"]))
        rate, depth = fold["parameters"]["rate"], fold["parameters"]["depth"]
        epoch, state = 0, 0.0
        if fold["checkpoint"]:
            state = json.load(open(fold["checkpoint"]["path"]))
            epoch = fold["checkpoint"]["epoch"]
        rows = fold["rows"]["validation"] or fold["rows"]["test"]
        held = [int(line.split("\t")[0]) for line in open(rows)]
        while epoch < fold["epochs"]:
            epoch += 1
            state += random.Random(f"{fold['seed']} {epoch}").random() * depth / (1 + abs(rate - 0.3)) + sum(held) / 1e6
            time.sleep(PAUSE)
            line = {"type": "epoch", "epoch": epoch, "metrics": {"gain": state}}
            if CHECKPOINTS:
                with open(f"c{epoch}.tmp", "w") as file: json.dump(state, file)
                os.replace(f"c{epoch}.tmp", f"c{epoch}")
                line["checkpoint"] = f"c{epoch}"
            print(json.dumps(line), flush=True)
        if fold["refit"]:
            with open("model.json", "w") as file: json.dump(state, file)
            print(json.dumps({"type": "result", "model": "model.json"}), flush=True)
        """;

    private readonly string root = Directory.CreateTempSubdirectory("own-trainer-").FullName;

    /// <param name="checkpoints">Whether the trainer names any.</param>
    public OwnTrainerFixture(bool checkpoints = true)
    {
        File.WriteAllText(Path.Combine(root, "train.py"), Script.Replace("CHECKPOINTS", checkpoints ? "True" : "False",
            StringComparison.Ordinal).Replace("PAUSE", "0.01", StringComparison.Ordinal));
        File.WriteAllText(SweepFile, $$"""
            name: own
            seed: 5
            data: { rows: 40 }
            model: { command: [{{Python}}, train.py], grace: 2 }
            search: { algorithm: random, trials: 20, parallel: 2 }
            space:
              rate: { type: float, low: 0.1, high: 1.0 }
              depth: { type: int, low: 1, high: 8 }
            cross_validation: { folds: 2, test: 0.2 }
            objective: { metric: gain, direction: maximize }
            stopping: { epochs: 3 }
            resources: { device: cpu, slots: 2, retries: 50 }
            """);
    }

    /// <summary>The interpreter itself where it is known: what stands before it on the PATH may be a script that looks for one.</summary>
    public static string? Python { get; } =
        File.Exists("/usr/bin/python3") ? "/usr/bin/python3"
        : (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':').Select(folder => Path.Combine(folder, "python3"))
            .FirstOrDefault(File.Exists);

    public string SweepFile => Path.Combine(root, "own.yaml");

    public string ScriptFile => Path.Combine(root, "train.py");

    public string Home(string name) => Path.Combine(root, name);

    public OrchestratorProcess Run(string home, params string[] more) =>
        OrchestratorProcess.Start(["run", SweepFile, "--json", "--home", Home(home), .. more]);

    /// <summary>Resumes a sweep to its end.</summary>
    public async Task<OrchestratorProcess.Ending> ResumeAsync(string home)
    {
        using var resumed = OrchestratorProcess.Start("resume", "--json", "--home", Home(home));
        return await resumed.EndAsync();
    }

    /// <summary>Kills a run at a moment, and resumes it to its end.</summary>
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

            await TrainersGoneAsync();
            var ending = await ResumeAsync(home);
            if (tries < MostTries && ending.Errors.Contains("There is no such sweep", StringComparison.Ordinal))
            {
                continue;
            }

            ending.ExitCode.ShouldBe(0, ending.Errors);
            return home;
        }
    }

    /// <summary>Numbers of the trainers that run.</summary>
    public IReadOnlyList<int> Trainers() =>
    [
        .. from folder in Directory.EnumerateDirectories("/proc")
           where int.TryParse(Path.GetFileName(folder), NumberStyles.None, CultureInfo.InvariantCulture, out _) && IsTrainer(folder)
           select int.Parse(Path.GetFileName(folder), CultureInfo.InvariantCulture),
    ];

    /// <summary>Waits until no trainer runs.</summary>
    public async Task TrainersGoneAsync()
    {
        var began = Stopwatch.GetTimestamp();
        while (Trainers().Count > 0)
        {
            Stopwatch.GetElapsedTime(began).ShouldBeLessThan(WaitLimit);
            await Task.Delay(20);
        }
    }

    /// <summary>The exported trials, without the columns that tell of time and attempts.</summary>
    public async Task<IReadOnlyList<string>> TableAsync(string home)
    {
        var export = await OrchestratorProcess.RunAsync("export", "--home", Home(home));
        export.ExitCode.ShouldBe(0, export.Errors);
        var rows = export.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .Select(line => line.Split(',')).ToArray();
        var kept = Enumerable.Range(0, rows[0].Length).Where(column => rows[0][column] is "trial" or "status" or "rate" or "depth" or "mean"
            or "std" || rows[0][column].StartsWith("fold_", StringComparison.Ordinal)).ToArray();
        return [.. rows.Select(row => string.Join(',', kept.Select(column => row[column])))];
    }

    public void Dispose() => Directory.Delete(root, recursive: true);

    // The folder of this fixture is in the path of the output folder, where trainers work.
    private bool IsTrainer(string process)
    {
        try
        {
            return new FileInfo(Path.Combine(process, "cwd")).LinkTarget is { } folder && folder.StartsWith(root, StringComparison.Ordinal)
                && folder.Contains("/attempt-", StringComparison.Ordinal);
        }
        catch (Exception gone) when (gone is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }
}
