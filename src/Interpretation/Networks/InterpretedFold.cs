using Orchestrator.Contracts.Collections;
using Orchestrator.Contracts.Definitions;
using Orchestrator.Contracts.Identifiers;
using Orchestrator.Contracts.Messages;
using Orchestrator.Models;
using Orchestrator.Models.Catalog;
using Orchestrator.Models.Data;
using Orchestrator.Models.Data.Caching;
using Orchestrator.Models.Folds;
using Orchestrator.Models.Metrics;
using Orchestrator.Models.Tasks;
using Orchestrator.Models.Torch;
using Orchestrator.Models.Training;
using static TorchSharp.torch;

namespace Orchestrator.Interpretation.Networks;

/// <summary>The trained network of one fold, beside the rows that it was trained and scored on.</summary>
public sealed class InterpretedFold : IDisposable
{
    private Dictionary<int, int>? placeOf;

    /// <param name="fold">Which one.</param>
    /// <param name="network">Its network; disposed of with this.</param>
    /// <param name="data">All rows, with the columns that the network takes.</param>
    /// <param name="split">Its rows.</param>
    /// <param name="objective">What the sweep optimises.</param>
    /// <param name="columns">The data's columns that the network takes, ascending; null = all.</param>
    /// <param name="whole">The inputs with all of the data's columns, where the network takes a part.</param>
    /// <exception cref="ArgumentException">The network and the data have other outputs.</exception>
    public InterpretedFold(FoldId fold, InterpretedNetwork network, DataSet data, FoldSplit split, ObjectiveDefinition objective,
        IReadOnlyList<int>? columns = null, Inputs? whole = null)
    {
        (Fold, Network, Data, Split, Objective, Columns) = (fold, network, data, split, objective, columns);
        var inputs = whole ?? data.Inputs;
        (DataColumns, FeatureNames) =
            (inputs.RowShape[^1], (inputs as FloatInputs)?.FeatureNames ?? (inputs as SparseInputs)?.FeatureNames);
        OutputNames = data.Targets switch
        {
            ClassTargets { Names.Count: 2 } classes => [classes.Names[1]], // the log-odds of class 1
            ClassTargets classes => classes.Names.ToEquatableList(),
            ValueTargets values => values.Names.ToEquatableList(),
            _ => [],
        };
        if (OutputNames.Count != network.Shape.Outputs)
        {
            throw new ArgumentException(
                $"The network has {network.Shape.Outputs} outputs, the data {OutputNames.Count} targets.", nameof(data));
        }
    }

    /// <summary>Which one.</summary>
    public FoldId Fold { get; }

    /// <summary>Its network.</summary>
    public InterpretedNetwork Network { get; }

    /// <summary>All rows, with the columns that the network takes.</summary>
    public DataSet Data { get; }

    /// <summary>Its rows.</summary>
    public FoldSplit Split { get; }

    /// <summary>What the sweep optimises.</summary>
    public ObjectiveDefinition Objective { get; }

    /// <summary>The data's columns that the network takes, ascending; null = all.</summary>
    public IReadOnlyList<int>? Columns { get; }

    /// <summary>Number of the data's columns: the extent of the last dimension of a row.</summary>
    public int DataColumns { get; }

    /// <summary>Names of the outputs: of two classes the second one alone.</summary>
    public EquatableList<string> OutputNames { get; }

    /// <summary>Names of the data's columns, whether the network takes them or not; null where it has none.</summary>
    public IReadOnlyList<string>? FeatureNames { get; }

    /// <summary>The network's number of an input of the data; -1 = it was too rare to be learned from.</summary>
    public int PlaceOf(int input)
    {
        if (Columns is null)
        {
            return input;
        }

        placeOf ??= Columns.Index().ToDictionary(column => column.Item, column => column.Index);
        return placeOf.GetValueOrDefault(input, -1);
    }

    /// <summary>Reads the best weights of a fold that has ended, and its data.</summary>
    /// <param name="assignment">What was trained, as its worker was told.</param>
    /// <param name="device">Such as <c>cpu</c> or <c>cuda:0</c>.</param>
    /// <param name="store">Where data sets are mapped from; null = their files are read.</param>
    /// <param name="permutation">Number of the permutation of the targets that it was trained on; null = the targets as they are.</param>
    /// <exception cref="FileNotFoundException">The fold has not ended, or its checkpoint is of another definition, or of other
    /// data.</exception>
    /// <exception cref="DataFormatException">The data is absent, damaged or in another format.</exception>
    /// <exception cref="TorchException">libtorch cannot be loaded.</exception>
    public static InterpretedFold Open(FoldAssignment assignment, string device, DataSetStore? store = null, int? permutation = null) =>
        new InterpretedData(assignment.Definition, store, permutation).Open(assignment, device);

    /// <summary>The objective on the rows that the fold was scored on, measured anew; of a refit, on the training rows.</summary>
    public double Score()
    {
        var rows = Split.Validation.Length == 0 ? Split.Training : Split.Validation;
        using var scope = NewDisposeScope();
        using var task = LearningTask.Create(Network.Shape, Data.Targets, [], balanced: false, CPU);
        var outputs = new List<float>();
        foreach (var part in rows.Chunk(Network.RowsAtOnce))
        {
            using var inner = NewDisposeScope();
            outputs.AddRange(Network.AllOutputs(Network.Encode(Data.Inputs, part), OutputScale.Raw));
        }

        var metric = MetricCatalog.Of(Network.Shape.Task).Single(own => own.Name == Objective.Metric);
        return task.Measure(metric, [.. outputs], rows);
    }

    /// <inheritdoc />
    public void Dispose() => Network.Dispose();
}
