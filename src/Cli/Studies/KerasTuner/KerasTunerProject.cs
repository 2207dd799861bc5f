using Orchestrator.Cli.SweepFiles.Yaml;
using Orchestrator.Contracts.SearchSpaces;
using Orchestrator.Contracts.Spelling;

namespace Orchestrator.Cli.Studies.KerasTuner;

/// <summary>What Keras Tuner keeps of a search: <c>oracle.json</c>, and <c>trial_ID/trial.json</c> with values and score of each
/// trial.</summary>
internal static class KerasTunerProject
{
    private const string Oracle = "oracle.json";
    private const string Trial = "trial.json";

    /// <summary>Whether a folder is that of a search.</summary>
    public static bool IsProject(string folder) => File.Exists(Path.Combine(folder, Oracle)) || Trials(folder).Any();

    /// <summary>Whether a file is one of a search: an oracle's or a trial's.</summary>
    public static bool IsFile(YamlNode root) => root.At("hyperparameters").At("space") is YamlList;

    /// <summary>Reads a file: an oracle's with the trials beside it, a trial's alone.</summary>
    /// <exception cref="FormatException">A file is damaged.</exception>
    public static ImportedSweep ReadFile(string path, YamlNode root) => root.At("trial_id") is null
        ? Read(NameOf(Path.GetDirectoryName(Path.GetFullPath(path))!), root, Trials(Path.GetDirectoryName(Path.GetFullPath(path))!))
        : Read(root.At("trial_id").Text()!, root, [path]);

    /// <summary>Reads a folder.</summary>
    /// <exception cref="FormatException">A file is damaged.</exception>
    public static ImportedSweep ReadFolder(string folder)
    {
        var oracle = Path.Combine(folder, Oracle);
        return Read(NameOf(folder), Parse(File.Exists(oracle) ? oracle : Trials(folder).First()), Trials(folder));
    }

    private static ImportedSweep Read(string name, YamlNode root, IEnumerable<string> files)
    {
        var notes = new ImportNotes();
        KerasTunerSpace.Read(root.At("hyperparameters").At("space"), notes);
        var order = root.At("start_order").Items().Select(id => id.Text()).ToList();
        YamlNode[] found = [.. files.Select(Parse).OrderBy(trial => Place(order, trial))];
        var objective = ObjectiveOf(found);
        var trials = found.Select((trial, number) => TrialOf(number, trial, notes)).ToList();
        if (trials.Count > 0 && objective.Metric is null)
        {
            notes.Add(null, "no single metric is what the trials' scores say: name the objective");
        }

        notes.Add(null, "Keras Tuner keeps no program: say which model trains");
        return new ImportedSweep($"Keras Tuner's search '{name}': {Words.Count(trials.Count, "trial")}, "
            + $"{trials.Count(trial => trial.Values.Count > 0)} with a score", notes.Space, notes.Found)
        {
            Name = name,
            Objectives = [objective],
            Fixed = notes.Fixed,
            History = trials.Count == 0 ? null : new Study(name, [objective.Maximize], trials),
        };
    }

    private static int Place(List<string?> order, YamlNode trial) =>
        order.IndexOf(trial.At("trial_id").Text()) is var place and >= 0 ? place : int.MaxValue;

    private static StudyTrial TrialOf(int number, YamlNode trial, ImportNotes notes)
    {
        var values = trial.At("hyperparameters").At("values").Entries().ToDictionary(value => value.Key.Text, value => value.Value);
        var settings = notes.Space.Where(parameter => values.ContainsKey(parameter.Name)).ToDictionary(parameter => parameter.Name,
            parameter => new StudySetting(parameter, parameter is CategoricalParameter
                ? ParameterValue.Of(values[parameter.Name].Spelled()) : values[parameter.Name].Value()));
        var state = trial.At("status").Text() switch
        {
            "COMPLETED" => StudyState.Complete,
            "FAILED" or "INVALID" => StudyState.Fail,
            "RUNNING" => StudyState.Running,
            _ => StudyState.Waiting,
        };
        return new StudyTrial(
            number, state, state == StudyState.Complete && trial.At("score").Number() is { } score ? [score] : [], settings);
    }

    // The oracle's objective is kept nowhere: it is the metric whose value is each trial's score.
    private static ImportedObjective ObjectiveOf(YamlNode[] trials)
    {
        YamlNode[] scored = [.. trials.Where(trial => trial.At("score").Number() is not null)];
        var fitting = scored.SelectMany(trial => trial.At("metrics").At("metrics").Entries())
            .GroupBy(metric => metric.Key.Text, metric => metric.Value.At("direction").Text())
            .Where(metric => scored.All(trial => Observations(trial, metric.Key).Contains(trial.At("score").Number()!.Value)))
            .Select(metric => (metric.Key, Direction: metric.First())).ToArray();
        bool? maximize = fitting.Select(metric => metric.Direction).Distinct().ToArray() switch
        {
            ["max"] => true,
            ["min"] => false,
            _ => null,
        };
        return new ImportedObjective(fitting is [var only] ? only.Key : null, maximize);
    }

    private static IEnumerable<double> Observations(YamlNode trial, string metric) =>
        from observation in trial.At("metrics").At("metrics").At(metric).At("observations").Items()
        let values = observation.At("value").Items().Select(value => value.Number() ?? double.NaN).ToArray()
        where values.Length > 0
        select values.Average();

    private static IEnumerable<string> Trials(string folder) => Directory.EnumerateDirectories(folder, "trial_*")
        .Select(trial => Path.Combine(trial, Trial)).Where(File.Exists).Order(StringComparer.Ordinal);

    private static YamlNode Parse(string file)
    {
        try
        {
            return Tree.Parse(File.ReadAllText(file));
        }
        catch (FormatException e)
        {
            throw new FormatException($"{file}: {e.Message}", e);
        }
    }

    private static string NameOf(string folder) => Path.GetFileName(Path.GetFullPath(folder).TrimEnd(Path.DirectorySeparatorChar));
}
