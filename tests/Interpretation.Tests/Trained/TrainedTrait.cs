using Orchestrator.Contracts.Definitions;
using Orchestrator.Contracts.SearchSpaces;
using Orchestrator.Interpretation.Networks;
using Orchestrator.Models;
using Orchestrator.Models.Catalog;
using Orchestrator.Models.Data;
using Orchestrator.Models.Folds;
using Orchestrator.Models.Tasks;
using Orchestrator.Models.Torch.Optimizers;
using Orchestrator.Models.Training;
using static TorchSharp.torch;

namespace Orchestrator.Interpretation.Tests.Trained;

/// <summary>Small networks that are trained in a second or two on data of which the right answer is known.</summary>
internal static class TrainedTrait
{
    /// <summary>
    /// Trains on four fifths of the rows; the rest is what the fold is scored on. By gradient descent with momentum as in the paper: Adam
    /// takes steps of one size for all weights, so that those of a thousand genes of no use grow as fast as those of the planted ones.
    /// </summary>
    /// <param name="data">Rows and targets.</param>
    /// <param name="model">Its name.</param>
    /// <param name="steps">Of the optimizer, each over all training rows.</param>
    /// <param name="rate">Step size.</param>
    /// <param name="decay">L2 penalty, which keeps weights of no use small.</param>
    /// <param name="seed">Of weights.</param>
    /// <param name="settings">Of the model.</param>
    public static InterpretedFold Train(DataSet data, string model, int steps, double rate, double decay = 0, ulong seed = 1,
        params (string Name, double Value)[] settings)
    {
        var description = ModelCatalog.Find(model);
        var configuration = settings.Aggregate(Configuration.Empty, (all, own) => all.With(own.Name, ParameterValue.Of(own.Value)));
        var shape = DataShape.Of(description, data);
        int[] all = [.. Enumerable.Range(0, data.Rows)];
        var split = new FoldSplit(all[..(data.Rows * 4 / 5)], all[(data.Rows * 4 / 5)..]);

        using var scope = NewDisposeScope();
        FoldSeeds.Set(seed);
        var network = ModelCatalog.Create(model, new(description, configuration, Configuration.Empty), shape);
        using var loaded = new LoadedData(data, "drawn", CPU);
        using var task = LearningTask.Create(shape, data.Targets, split.Training, balanced: true, CPU);
        using var optimizer = new Sgd(network.parameters(), rate, momentum: 0.9, weightDecay: decay);
        var rows = loaded.Rows(split.Training);
        var batch = loaded.Batch(rows);
        network.train();
        for (var step = 0; step < steps; step++)
        {
            using var inner = NewDisposeScope();
            optimizer.ZeroGrad();
            task.Loss(network.call(batch), rows.OnDevice).backward();
            optimizer.Step();
        }

        var kind = description.Input;
        return new(new(0, 0), new(network, shape, kind), data, split, new("accuracy", Direction.Maximize));
    }

    /// <summary>Share of the held-out rows that are told right.</summary>
    public static double Accuracy(InterpretedFold fold)
    {
        using var task = LearningTask.Create(fold.Network.Shape, fold.Data.Targets, [], false, CPU);
        using var rows = fold.Network.Encode(fold.Data.Inputs, fold.Split.Validation);
        return task.Measure(fold.Network.AllOutputs(rows, OutputScale.Raw), fold.Split.Validation)["accuracy"];
    }
}
