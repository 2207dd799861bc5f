using Orchestrator.Contracts.Definitions;
using Orchestrator.Contracts.Messages;
using Orchestrator.Models;
using Orchestrator.Models.Catalog;
using Orchestrator.Models.Data;
using Orchestrator.Models.Data.Caching;
using Orchestrator.Models.Folds;
using Orchestrator.Models.Torch;
using Orchestrator.Models.Training;
using static TorchSharp.torch;

namespace Orchestrator.Interpretation.Networks;

/// <summary>The data of a sweep and how it is split: read once for all its networks.</summary>
public sealed class InterpretedData
{
    private readonly DataSet whole;
    private readonly string fingerprint;
    private readonly FoldPlan plan;

    /// <summary>Reads it.</summary>
    /// <param name="definition">The sweep.</param>
    /// <param name="store">Where data sets are mapped from; null = their files are read.</param>
    /// <param name="permutation">Number of the permutation of the targets; null = the targets as they are.</param>
    /// <exception cref="DataFormatException">The data is absent, damaged or in another format.</exception>
    /// <exception cref="TorchException">libtorch cannot be loaded.</exception>
    public InterpretedData(SweepDefinition definition, DataSetStore? store = null, int? permutation = null)
    {
        TorchRuntime.Load();
        whole = store is null ? DataSetFormats.Read(definition.Data) : store.Open(definition.Data);
        fingerprint = store is null ? DataFingerprint.Of(definition.Data) : store.FingerprintOf(definition.Data);
        var splits = definition.CrossValidation;
        plan = FoldPlanner.Plan(splits, definition.Seed, whole);
        Permutation = permutation;
        if (permutation is { } round)
        {
            whole = whole.WithTargets(LabelPermutation.Permute(whole, plan, splits.Repeats ?? 1, definition.Seed, round));
        }
    }

    /// <summary>Number of the permutation of the targets; null = they are as they are.</summary>
    public int? Permutation { get; }

    /// <summary>The network of a fold that has ended, with its best weights.</summary>
    /// <param name="assignment">What was trained, as its worker was told.</param>
    /// <param name="device">Such as <c>cpu</c> or <c>cuda:0</c>.</param>
    /// <exception cref="FileNotFoundException">The fold has not ended, or its checkpoint is of another definition, or of other
    /// data.</exception>
    public InterpretedFold Open(FoldAssignment assignment, string device)
    {
        var definition = assignment.Definition;
        var model = ModelCatalog.Find(definition.Model.Name);
        var settings = new ModelSettings(model, definition.Model.Fixed,
            EliminationRound.HyperParameters(definition, assignment.Configuration));
        var split = plan.Split(assignment.Attempt.Fold);

        using var scope = NewDisposeScope();
        using var checkpoint = Checkpoint.ReadTrained(assignment, settings, fingerprint, Permutation);
        var columns = VariantFrequency.Choose(model, settings, whole, split, checkpoint.Progress.Inputs);
        var data = columns is null ? whole : whole.WithInputs(whole.Inputs.SelectColumns(columns));
        var shape = DataShape.Of(model, data);
        var network = ModelCatalog.Create(model.Name, settings, shape);
        NetworkState.Load(network, checkpoint.BestWeights);
        return new(assignment.Attempt.Fold, new(network, shape, model.Input, device), data, split, definition.Objective, columns,
            whole.Inputs);
    }
}
