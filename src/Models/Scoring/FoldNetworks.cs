using Orchestrator.Contracts.Definitions;
using Orchestrator.Contracts.Messages;
using Orchestrator.Models.Catalog;
using Orchestrator.Models.Data;
using Orchestrator.Models.Folds;
using Orchestrator.Models.Torch;
using Orchestrator.Models.Training;
using static TorchSharp.torch;

namespace Orchestrator.Models.Scoring;

/// <summary>The networks of a sweep's folds, as they were at their best epochs.</summary>
public sealed class FoldNetworks
{
    private readonly DataSet data;
    private readonly string fingerprint;
    private readonly FoldPlan plan;

    /// <summary>Reads the data that a sweep was trained on.</summary>
    /// <param name="definition">The sweep.</param>
    /// <exception cref="DataFormatException">The data is absent, damaged or in another format.</exception>
    /// <exception cref="FoldPlanException">The data cannot be split as the sweep asks.</exception>
    public FoldNetworks(SweepDefinition definition)
    {
        TorchRuntime.Load();
        (data, fingerprint) = (DataSetFormats.Read(definition.Data), DataFingerprint.Of(definition.Data));
        plan = FoldPlanner.Plan(definition.CrossValidation, definition.Seed, data);
    }

    /// <summary>Names the content of the data.</summary>
    public string Fingerprint => fingerprint;

    /// <summary>Rows that no fold was trained or scored on, ascending.</summary>
    public IReadOnlyList<int> TestRows => plan.TestRows;

    /// <summary>Number of rows of the data.</summary>
    public int Rows => data.Rows;

    /// <summary>The network of a fold that has ended, on the CPU and ready to predict.</summary>
    /// <param name="assignment">What was trained, as its worker was told, with the folder where its checkpoint lies.</param>
    /// <exception cref="FileNotFoundException">There is no checkpoint, or it is of another definition or other data.</exception>
    /// <exception cref="Torch.Archives.CorruptArchiveException">The checkpoint is damaged.</exception>
    public (SavedModel Description, nn.Module<Tensor, Tensor> Network) Read(FoldAssignment assignment)
    {
        var definition = assignment.Definition;
        var configuration = EliminationRound.HyperParameters(definition, assignment.Configuration);
        var model = ModelCatalog.Find(definition.Model.Name);
        var settings = new ModelSettings(model, definition.Model.Fixed, configuration);
        using var checkpoint = Checkpoint.ReadTrained(assignment, settings, fingerprint);
        var columns = VariantFrequency.Choose(model, settings, data, plan.Split(assignment.Attempt.Fold),
            checkpoint.Progress.Inputs);
        var seen = columns is null ? data : data.WithInputs(data.Inputs.SelectColumns(columns));
        var saved = SavedModel.Of(definition, configuration, DataShape.Of(model, seen), seen, columns,
            data.Inputs.RowShape[^1]);
        var network = saved.CreateNetwork();
        NetworkState.Load(network, checkpoint.BestWeights);
        return (saved, network);
    }

    /// <summary>All metrics on the test rows, by name.</summary>
    /// <param name="description">Of the network.</param>
    /// <param name="network">None of whose weights has seen them.</param>
    /// <param name="device">Such as <c>cpu</c> or <c>cuda:0</c>.</param>
    /// <exception cref="InvalidOperationException">No rows were held out.</exception>
    public OrderedDictionary<string, double> Test(SavedModel description, nn.Module<Tensor, Tensor> network, string device)
    {
        int[] rows = plan.TestRows.Count > 0 ? [.. plan.TestRows] : throw new InvalidOperationException("No rows were held out.");
        var inputs = data.Inputs.Select(rows);
        var predictor = new Predictor(description, network, device);
        List<float> outputs = [];
        foreach (var part in predictor.Score(
            description.Variants is { } kept ? inputs.SelectColumns(kept) : inputs, predictor.UsualBatch))
        {
            outputs.AddRange(part);
        }

        return predictor.Measure([.. outputs], data.Targets.Select(rows));
    }
}
