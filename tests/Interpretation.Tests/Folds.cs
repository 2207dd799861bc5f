using System.Globalization;
using Orchestrator.Contracts.Definitions;
using Orchestrator.Contracts.SearchSpaces;
using Orchestrator.Interpretation.Attributions;
using Orchestrator.Interpretation.Networks;
using Orchestrator.Models;
using Orchestrator.Models.Catalog;
using Orchestrator.Models.Data;
using Orchestrator.Models.Folds;
using static TorchSharp.torch;

namespace Orchestrator.Interpretation.Tests;

/// <summary>Folds of networks that tests make, and short ways to ask about them.</summary>
internal static class Folds
{
    /// <summary>Every architecture with every task that it learns, but for those whose outputs are a forest's.</summary>
    public static TheoryData<string, TaskKind> Differentiable
    {
        get
        {
            var all = new TheoryData<string, TaskKind>();
            foreach (var model in ModelCatalog.Descriptions.Where(model => !model.IsAutoencoder))
            {
                foreach (var kind in model.Tasks)
                {
                    all.Add(model.Name, kind);
                }
            }

            return all;
        }
    }

    /// <summary>A network over numbers or DNA, explained on all rows.</summary>
    public static InterpretedFold Of(nn.Module<Tensor, Tensor> network, DataSet data, TaskKind task, int outputs, string metric = "loss",
        Direction direction = Direction.Minimize)
    {
        var sequences = data.Inputs as SequenceInputs;
        var shape = new DataShape(sequences is null ? [.. data.Inputs.RowShape] : [sequences.Length], false, task, outputs);
        int[] rows = [.. Enumerable.Range(0, data.Rows)];
        return new(new(0, 0), new(network, shape, sequences is null ? InputKind.Numbers : InputKind.Sequence), data, new(rows, rows),
            new(metric, direction));
    }

    /// <summary>Rows of numbers with one target each, all 0 unless they are given.</summary>
    public static DataSet Numbers(float[,] values, float[]? targets = null)
    {
        var rows = values.GetLength(0);
        return new(new FloatInputs([.. values.Cast<float>()], [values.GetLength(1)]), new ValueTargets(targets ?? new float[rows], ["y"]),
            [.. Enumerable.Range(0, rows).Select(row => $"row {row}")]);
    }

    /// <summary>A dense layer with these weights, (outputs, inputs), and no bias.</summary>
    public static TorchSharp.Modules.Linear Dense(float[,] weights)
    {
        var layer = nn.Linear(weights.GetLength(1), weights.GetLength(0));
        using var inference = no_grad();
        using var values = tensor(weights);
        layer.weight.copy_(values);
        layer.bias!.zero_();
        return layer;
    }

    public static Attribution Ask(InterpretedFold fold, string method, params (string Name, object Value)[] options) =>
        AttributionRunner.Run(fold, new(method, Options(options), Seed: 7));

    public static Configuration Options(params (string Name, object Value)[] options) =>
        options.Aggregate(Configuration.Empty, (all, option) => all.With(option.Name, option.Value is string text
            ? ParameterValue.Of(text) : ParameterValue.Of(Convert.ToDouble(option.Value, CultureInfo.InvariantCulture))));
}
