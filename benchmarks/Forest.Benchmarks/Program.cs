using System.Diagnostics;
using System.Globalization;
using Orchestrator.Forest.Benchmarks;
using Orchestrator.Models.Data;
using Orchestrator.Models.Forest;

// A random forest on tables, here and in scikit-learn: see README.md.
//   FILE#COLUMN ...         a table and its column of classes
//   [--python python3]      scikit-learn grows the same forests (peer.py)
//   [--trees N] [--seeds N] [--threads N]
var (trees, seeds, threads) = (Number("--trees", 100), Number("--seeds", 10), Number("--threads", 1));
Console.WriteLine("| table | rows | features | program | accuracy on the held-out third | out of bag | seconds to grow | to predict |");
Console.WriteLine("|---|---|---|---|---|---|---|---|");
foreach (var file in args.Where(word => word.Contains('#')))
{
    var table = TableOfClasses.Read(file);
    var targets = ClassTargets.FromLabels(table.Labels);
    var (training, held) = (Rows(targets.Rows, third: false), Rows(targets.Rows, third: true));
    var (features, rest) = (Select(table, training), Select(table, held));
    var learned = ForestTargets.Of(targets, training, TaskKind.ManyClasses, balanced: false);
    var settings = new ForestSettings(trees, Threads: threads);
    ForestTraining.Grow(features, table.Width, learned, settings with { Trees = 5 }, 0); // compiled before it is timed
    List<(double Accuracy, double OutOfBag, double Grow, double Predict)> runs = [];
    for (var seed = 1; seed <= seeds; seed++)
    {
        var began = Stopwatch.GetTimestamp();
        var (forest, outOfBag) = ForestTraining.Grow(features, table.Width, learned, settings, (ulong)seed);
        var (grown, predicting) = (Stopwatch.GetElapsedTime(began).TotalSeconds, Stopwatch.GetTimestamp());
        var said = forest.Predict(rest);
        var predicted = Stopwatch.GetElapsedTime(predicting).TotalSeconds;
        runs.Add((held.Where((row, at) => Largest(said, at, forest.Outputs) == targets.Classes[row]).Count() / (double)held.Length,
            outOfBag, grown, predicted));
    }

    Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
        $"| {Path.GetFileName(file)} | {targets.Rows} | {table.Width} | this | {Text(runs.Select(run => run.Accuracy))} | "
            + $"{Text(runs.Select(run => run.OutOfBag))} | {Median(runs.Select(run => run.Grow)):F3} | "
            + $"{Median(runs.Select(run => run.Predict)):F3} |"));
    if (Option("--python") is { } python)
    {
        using var peer = Process.Start(python, [Path.Combine(AppContext.BaseDirectory, "peer.py"), file, $"{trees}", $"{seeds}",
            $"{threads}"]);
        peer.WaitForExit();
    }
}

string? Option(string name) => Array.IndexOf(args, name) is >= 0 and var place ? args[place + 1] : null;

int Number(string name, int usual) => Option(name) is { } text ? int.Parse(text, CultureInfo.InvariantCulture) : usual;

// Every third row is held out.
static int[] Rows(int count, bool third) => [.. Enumerable.Range(0, count).Where(row => row % 3 == 2 == third)];

static float[] Select(TableOfClasses table, int[] rows) =>
    [.. rows.SelectMany(row => table.Features.AsSpan(row * table.Width, table.Width).ToArray())];

static int Largest(float[] said, int row, int outputs)
{
    var own = said.AsSpan(row * outputs, outputs).ToArray();
    return Array.IndexOf(own, own.Max());
}

static string Text(IEnumerable<double> values)
{
    var all = values.ToArray();
    var mean = all.Average();
    var deviation = Math.Sqrt(all.Sum(value => Math.Pow(value - mean, 2)) / Math.Max(1, all.Length - 1));
    return string.Create(CultureInfo.InvariantCulture, $"{mean:F4} ± {deviation:F4}");
}

static double Median(IEnumerable<double> values) => values.Order().ElementAt(values.Count() / 2);
