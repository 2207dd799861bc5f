using System.Diagnostics;
using System.Globalization;
using Orchestrator.Contracts.Collections;
using Orchestrator.Contracts.Definitions;
using Orchestrator.Contracts.Identifiers;
using Orchestrator.Contracts.Messages;
using Orchestrator.Contracts.SearchSpaces;
using Orchestrator.GpuNode.Workers.Trainers;
using Orchestrator.Models.Data.Readers;
using Orchestrator.Storage;
using Orchestrator.Trainer.Benchmarks;

// What a fold costs that a command trains, beyond the command itself: see README.md.
//   [--folds N] [--rows N] [--program sh|python3]
var (folds, rows, program) = (Number("--folds", 60), Number("--rows", 10_000), Option("--program") ?? "sh");
var folder = Directory.CreateTempSubdirectory("trainer-bench-").FullName;
try
{
    const string Line = """{"type": "result", "metrics": {"accuracy": 0.5}}""";
    var script = Path.Combine(folder, "noop");
    File.WriteAllText(script, program == "sh" ? $"echo '{Line}'\n" : $"print('{Line}')\n");
    string[] command = [program, "noop"];
    var definition = new SweepDefinition("bench", 1, OpaqueReader.Define(null, rows), new ModelDefinition("noop", Configuration.Empty,
            new CommandDefinition([.. command], folder, [new DataFile("noop", CheckedFile.HashOf(script), new FileInfo(script).Length)])),
        new SearchDefinition("random", 1), new SearchSpace(EquatableList<Parameter>.Empty), new CrossValidationDefinition(5, false, 0),
        new ObjectiveDefinition("accuracy", Direction.Maximize), new StoppingDefinition(1), new ResourcesDefinition());
    using var trainer = new CommandTrainer(threads: 1);
    List<double> own = [], bare = [];
    var (spentOwn, spentBare) = (0.0, 0.0);
    for (var fold = -5; fold < folds; fold++) // the first are to warm up
    {
        var (began, spent) = (Stopwatch.GetTimestamp(), Processor.Milliseconds());
        var artifacts = Path.Combine(folder, "sweeps", (fold + 5).ToString(CultureInfo.InvariantCulture));
        var attempt = new AttemptId(new FoldId(fold + 5, 0), 1);
        trainer.Run(new FoldAssignment(new SweepId("bench-1"), attempt, definition, Configuration.Empty, 1, artifacts), "cpu", new Silent(),
            CancellationToken.None);
        var trained = Stopwatch.GetElapsedTime(began).TotalMilliseconds;
        var between = Processor.Milliseconds();
        began = Stopwatch.GetTimestamp();
        using (var process = Process.Start(new ProcessStartInfo(program, [script]) { RedirectStandardOutput = true })!)
        {
            process.StandardOutput.ReadToEnd();
            process.WaitForExit();
        }

        var started = Stopwatch.GetElapsedTime(began).TotalMilliseconds;
        if (fold >= 0)
        {
            own.Add(trained);
            bare.Add(started);
            spentOwn += between - spent;
            spentBare += Processor.Milliseconds() - between;
        }
    }

    var beyond = own.Zip(bare, (with, without) => with - without).ToArray();
    Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
        $"{folds} folds of {rows} rows by {program}: {Median(own):F1} ms a fold, {Median(bare):F1} ms the program alone, "
            + $"{Median(beyond):F1} ms beyond it (9 of 10 below {At(beyond, 0.9):F1} ms); ratio {Median(own) / Median(bare):F2}"));
    Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
        $"processor time, children included: {spentOwn / folds:F1} ms a fold, {spentBare / folds:F1} ms the program alone"));
}
finally
{
    Directory.Delete(folder, recursive: true);
}

string? Option(string name) => Array.IndexOf(args, name) is >= 0 and var place ? args[place + 1] : null;

int Number(string name, int usual) => Option(name) is { } text ? int.Parse(text, CultureInfo.InvariantCulture) : usual;

static double Median(IReadOnlyCollection<double> values) => At(values, 0.5);

static double At(IReadOnlyCollection<double> values, double share) => values.Order().ElementAt((int)((values.Count - 1) * share));
