using Orchestrator.Contracts.Collections;
using Orchestrator.Models.Data;
using Orchestrator.Models.Data.Sequences;

namespace Orchestrator.Models.Catalog;

/// <summary>What a network has to know of the data to be built.</summary>
/// <param name="Row">Shape of one row: (length) of a sequence's codes, otherwise that of the numbers.</param>
/// <param name="Padded">Whether some sequences are shorter than the longest.</param>
/// <param name="Task">What is learned.</param>
/// <param name="Outputs">Outputs of the network: 1 for two classes, otherwise one a class or value.</param>
public sealed record DataShape(EquatableList<int> Row, bool Padded, TaskKind Task, int Outputs)
{
    /// <summary>The shape of a data set as a model would see it.</summary>
    /// <exception cref="DataMismatchException">The model is for other inputs, or for other targets.</exception>
    public static DataShape Of(ModelDescription model, DataSet data)
    {
        var (task, outputs) = data.Targets switch
        {
            ClassTargets { Names.Count: < 2 } t =>
                throw new DataMismatchException($"All rows are of class '{t.Names[0]}': there is nothing to learn."),
            ClassTargets { Names.Count: 2 } => (TaskKind.TwoClasses, 1),
            ClassTargets t => (TaskKind.ManyClasses, t.Names.Count),
            ValueTargets { AreLabels: true } t when model.Tasks.Contains(TaskKind.Labels) => (TaskKind.Labels, t.Columns),
            ValueTargets t => (TaskKind.Values, t.Columns),
            _ => throw new NotSupportedException(data.Targets.GetType().Name),
        };
        if (!model.Tasks.Contains(task))
        {
            throw new DataMismatchException($"The model {model.Name} does not learn {Words(task)}, which is what the data's targets are.");
        }

        return (model.Input, data.Inputs) switch
        {
            (InputKind.Sequence, SequenceInputs sequences) => new([sequences.Length], IsPadded(sequences), task, outputs),
            (InputKind.Sequence, _) =>
                throw new DataMismatchException(
                    $"The model {model.Name} takes DNA sequences; the data's rows are numbers of shape ({Extents(data.Inputs)})."),
            (_, SequenceInputs) =>
                throw new DataMismatchException($"The model {model.Name} takes numbers; the data's rows are DNA sequences."),
            (_, var numbers) when model.Dimensions.Count > 0 && model.Dimensions.Count != numbers.RowShape.Count =>
                throw new DataMismatchException(
                    $"The model {model.Name} takes rows of shape ({string.Join(", ", model.Dimensions)}); the data's are "
                        + $"({Extents(numbers)})."),
            (_, var numbers) => new(numbers.RowShape.ToEquatableList(), false, task, outputs),
        };
    }

    private static bool IsPadded(SequenceInputs sequences)
    {
        for (var row = 0; row < sequences.Rows; row++)
        {
            if (sequences.Codes(row)[^1] == DnaAlphabet.Padding)
            {
                return true;
            }
        }

        return false;
    }

    private static string Extents(Inputs inputs) => string.Join(", ", inputs.RowShape);

    private static string Words(TaskKind task) => task switch
    {
        TaskKind.TwoClasses => "two classes",
        TaskKind.ManyClasses => "three or more classes",
        TaskKind.Labels => "labels",
        _ => "numbers",
    };
}

/// <summary>What a model's rows are made of.</summary>
public enum InputKind
{
    /// <summary>DNA as codes of <see cref="Data.Sequences.DnaAlphabet"/>, (length).</summary>
    Sequence,

    /// <summary>Numbers of any shape.</summary>
    Numbers,
}

/// <summary>A model cannot be trained on the data of the sweep. The message says what it takes and what it was given.</summary>
public sealed class DataMismatchException(string message) : Exception(message);
