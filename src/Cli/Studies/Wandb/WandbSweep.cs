using Orchestrator.Cli.SweepFiles.Yaml;
using Orchestrator.Contracts.Definitions;
using Orchestrator.Contracts.SearchSpaces;

namespace Orchestrator.Cli.Studies.Wandb;

/// <summary>A sweep configuration of Weights &amp; Biases, as <c>wandb sweep FILE</c> takes it.</summary>
/// <remarks>Keys and their meaning from <c>sweeps/config/schema.json</c> of W&amp;B.</remarks>
internal static class WandbSweep
{
    private const int UsualEta = 3;

    // What is of their server, and nothing that a sweep file could say.
    private static readonly string[] OfTheirServer =
        ["project", "entity", "controller", "apiVersion", "kind", "scheduler", "job", "image_uri"];

    /// <summary>Whether a file is such a configuration.</summary>
    public static bool IsSweep(YamlNode root) => root.At("parameters") is YamlMap
        && new[] { "method", "program", "command", "metric", "metrics" }.Any(key => root.At(key) is not null);

    /// <summary>Reads it.</summary>
    public static ImportedSweep Read(YamlNode root)
    {
        var notes = new ImportNotes();
        WandbParameter.ReadAll(root.At("parameters").Entries(), "", notes);
        var command = WandbCommand.Read(root, notes);
        var (pruning, epochs) = Pruning(root.At("early_terminate"), notes);
        var objectives = Objectives(root, notes);
        foreach (var (key, value) in root.Entries().Where(entry => OfTheirServer.Contains(entry.Key.Text)))
        {
            notes.Add(key, $"'{key.Text}' ({value.Spelled()}) is W&B's own: left out");
        }

        var search = new SearchDefinition(Algorithm(root, objectives.Count, notes), Trials(root, notes), Pruning: pruning,
            Stop: root.At("metric").At("target").Number() is { } target ? new StopDefinition(Target: target) : null);
        return new ImportedSweep($"W&B's sweep{(root.At("description").Text() is { } about ? $": {about.Trim().TrimEnd('.')}" : "")}",
            notes.Space, notes.Found)
        {
            Name = root.At("name").Text(),
            Search = search,
            Objectives = [.. objectives],
            Epochs = epochs,
            Fixed = notes.Fixed,
            Command = command is null ? null : [.. command.Arguments],
            Pass = command?.Pass ?? ParameterPassing.File,
        };
    }

    private static string Algorithm(YamlNode root, int objectives, ImportNotes notes)
    {
        if (objectives > 1)
        {
            return "parego";
        }

        switch (root.At("method").Text())
        {
            case "grid": return "grid";
            case "random": return "random";
            case "bayes" or null: return "bayesian";
            case var other:
                notes.Add(root.At("method"), $"the method '{other}' is a program of the user's: 'bayesian' stands here");
                return "bayesian";
        }
    }

    private static int Trials(YamlNode root, ImportNotes notes)
    {
        if (root.At("run_cap").Whole() is > 0 and <= int.MaxValue and var cap)
        {
            return (int)cap;
        }

        if (root.At("method").Text() == "grid" && Points(notes.Space) is { } points)
        {
            return points;
        }

        notes.Add(null, $"without a 'run_cap' W&B goes on until it is stopped: {ImportedSweep.UsualTrials} trials stand here");
        return ImportedSweep.UsualTrials;
    }

    // Of a grid; null = it has no end, or a very late one.
    private static int? Points(IReadOnlyList<Parameter> space)
    {
        var points = 1.0;
        foreach (var parameter in space)
        {
            points *= parameter switch
            {
                CategoricalParameter choice => choice.Choices.Count,
                IntParameter whole => Math.Floor(((double)whole.High - whole.Low) / whole.Step) + 1,
                FloatParameter { Step: { } step } real => Math.Floor((real.High - real.Low) / step) + 1,
                _ => double.PositiveInfinity,
            };
        }

        return points <= 100_000 ? (int)points : null;
    }

    private static List<ImportedObjective> Objectives(YamlNode root, ImportNotes notes)
    {
        YamlNode[] metrics = root.At("metric") is { } one ? [one] : [.. root.At("metrics").Items()];
        if (metrics.Length > 1 && metrics.FirstOrDefault(metric => metric.At("target") is not null) is { } aimed)
        {
            notes.Add(aimed, "a 'target' goes with one metric, not with several: left out");
        }

        // W&B's default is to minimize.
        return [.. metrics.Select(metric => new ImportedObjective(metric.At("name").Text(), metric.At("goal").Text() == "maximize"))];
    }

    // W&B compares all runs at the same iterations, min_iter * eta^k: that is successive halving in one bracket.
    private static (PruningDefinition? Pruning, int? Epochs) Pruning(YamlNode? stop, ImportNotes notes)
    {
        if (stop is null)
        {
            return (null, null);
        }

        if (stop.At("type").Text() != "hyperband")
        {
            notes.Add(stop, $"early_terminate of the type '{stop.At("type")?.Spelled()}' is none of W&B's: left out");
            return (null, null);
        }

        var eta = stop.At("eta").Number() ?? UsualEta;
        var reduction = (int)Math.Clamp(Math.Round(eta), 2, 100);
        if (reduction != eta)
        {
            notes.Add(stop.At("eta"), $"eta is a whole number from 2 on: {reduction} stands here");
        }

        if (stop.At("strict") is { } strict)
        {
            notes.Add(strict, "'strict' is left out: a rung keeps one in eta here, always");
        }

        var (least, most) = (stop.At("min_iter").Whole(), stop.At("max_iter").Whole());
        var rung = least ?? (most is { } iterations
            ? (long)Math.Max(1, Math.Floor(iterations / Math.Pow(reduction, stop.At("s").Number() ?? 1))) : 1);
        notes.Add(stop, "W&B's hyperband compares all runs at the same iterations, in one bracket: that is the pruner 'halving', and "
            + "an iteration is an epoch");
        return (new PruningDefinition("halving", FirstRung: (int)Math.Clamp(rung, 1, int.MaxValue), Reduction: reduction),
            most is { } epochs and > 0 and <= int.MaxValue ? (int)epochs : null);
    }
}
