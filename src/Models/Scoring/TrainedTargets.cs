using System.Globalization;
using Orchestrator.Models.Data;
using Orchestrator.Models.Training;

namespace Orchestrator.Models.Scoring;

/// <summary>Brings the labels of new rows into the order of a network's outputs.</summary>
/// <param name="saved">The network.</param>
/// <param name="path">The new rows' file, for messages.</param>
public sealed class TrainedTargets(SavedModel saved, string path)
{
    private const string AsInTraining = "Name the labels' columns with --key as in training, or leave them out";

    /// <summary>The targets in the order of the outputs; null = they are not known.</summary>
    /// <exception cref="DataFormatException">They are others than those that the network was trained on.</exception>
    public Targets? Of(Targets targets) => (saved.Shape.Task, targets) switch
    {
        (_, UnknownTargets) => null,
        (TaskKind.TwoClasses or TaskKind.ManyClasses, ClassTargets classes) => Classes(classes),
        (TaskKind.Values, ClassTargets classes) when saved.Targets.Count == 1 => Numbers(classes), // whole numbers alone look like classes
        (TaskKind.Values, ValueTargets values) => Columns(values),
        (TaskKind.Labels, ValueTargets { AreLabels: true } labels) => Columns(labels),
        (var task, _) =>
            throw Wrong($"its labels are {(targets is ClassTargets ? "classes" : "numbers")}; the network learned {Words(task)}",
                AsInTraining),
    };

    private ClassTargets Classes(ClassTargets own)
    {
        string[] taught = [.. saved.Targets];
        int[] places = [.. own.Names.Select(name => Array.IndexOf(taught, name))];
        return Array.IndexOf(places, -1) is >= 0 and var strange
            ? throw Wrong(
                $"the class '{own.Names[strange]}' is not one that the network was taught ({string.Join(", ", saved.Targets.Take(12))})",
                "Correct the label, or leave the labels out")
            : new(Array.ConvertAll(own.Classes, index => places[index]), saved.Targets);
    }

    private ValueTargets Numbers(ClassTargets own)
    {
        var numbers = Array.ConvertAll([.. own.Names], name =>
            float.TryParse(name, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) && float.IsFinite(value)
            ? value
            : throw Wrong($"the label '{name}' is not a number, which is what the network predicts",
                "Name the column of numbers with --key, or leave the labels out"));
        return new(Array.ConvertAll(own.Classes, index => numbers[index]), saved.Targets);
    }

    private ValueTargets Columns(ValueTargets own)
    {
        if (own.Names.SequenceEqual(saved.Targets) || (own.Columns == 1 && saved.Targets.Count == 1))
        {
            return own;
        }

        string[] names = [.. own.Names];
        int[] places = [.. saved.Targets.Select(name => Array.IndexOf(names, name))];
        if (Array.IndexOf(places, -1) is >= 0 and var absent)
        {
            throw Wrong($"there are no labels '{saved.Targets[absent]}', which the network predicts",
                AsInTraining);
        }

        var (values, known) = (new float[own.Rows * places.Length], new bool[own.Rows * places.Length]);
        for (var at = 0; at < values.Length; at++)
        {
            var (row, column) = (at / places.Length, places[at % places.Length]);
            (values[at], known[at]) = (own.Values[row * own.Columns + column], own.IsKnown(row, column));
        }

        return new(values, saved.Targets, known);
    }

    private static string Words(TaskKind task) => task switch
    {
        TaskKind.TwoClasses or TaskKind.ManyClasses => "classes",
        TaskKind.Labels => "labels of 0 and 1",
        _ => "numbers",
    };

    private DataFormatException Wrong(string problem, string cure) => new(path, null, problem, cure);
}
