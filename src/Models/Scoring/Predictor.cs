using System.Runtime.InteropServices;
using Orchestrator.Models.Catalog;
using Orchestrator.Models.Data;
using Orchestrator.Models.Tasks;
using Orchestrator.Models.Torch;
using Orchestrator.Models.Training;
using TorchSharp;
using static TorchSharp.torch;

namespace Orchestrator.Models.Scoring;

/// <summary>Scores rows with a trained network, batch after batch.</summary>
/// <param name="saved">What the network is.</param>
/// <param name="network">With its weights; the caller's.</param>
/// <param name="device">Such as <c>cpu</c> or <c>cuda:0</c>.</param>
public sealed class Predictor(SavedModel saved, nn.Module<Tensor, Tensor> network, string device)
{
    /// <summary>Rows of a batch where nobody asks for another number: as the refit scored its test rows, so that the numbers are the
    /// same.</summary>
    public int UsualBatch
    {
        get
        {
            var settings = new ModelSettings(ModelCatalog.Find(saved.Leading.Model), saved.Leading.Fixed, saved.Leading.Configuration);
            return Math.Max(Trainer.LeastPredictionBatch,
                settings.Integer(TrainingHyperParameters.BatchSize) * settings.Integer(TrainingHyperParameters.Accumulate));
        }
    }

    /// <summary>The outputs before any sigmoid or softmax, in the order of the rows: a batch at a time, (rows, outputs)
    /// row-major.</summary>
    /// <param name="inputs">As the network takes them, see <see cref="TrainedInputs"/>.</param>
    /// <param name="batch">Rows at a time, at least 1.</param>
    /// <exception cref="TorchException">libtorch refused, for want of memory, say.</exception>
    public IEnumerable<float[]> Score(Inputs inputs, int batch) => Compute(inputs, batch, network.call);

    /// <summary>Numbers of an encoding; 0 = the network is no autoencoder and has none.</summary>
    public int EncodingWidth => (network as IAutoencoder)?.EncodingWidth ?? 0;

    /// <summary>What a forest learned from: the encodings in the order of the rows, a batch at a time, (rows,
    /// <see cref="EncodingWidth"/>) row-major.</summary>
    /// <inheritdoc cref="Score"/>
    /// <exception cref="InvalidCastException">The network has no encodings.</exception>
    public IEnumerable<float[]> Encode(Inputs inputs, int batch) => Compute(inputs, batch, ((IAutoencoder)network).Encode);

    private IEnumerable<float[]> Compute(Inputs inputs, int batch, Func<Tensor, Tensor> compute)
    {
        TorchRuntime.Load();
        var place = TorchDevice.Parse(device);
        network.to(place);
        network.eval();
        using var source = BatchSource.Of(inputs, place);
        var batches = new Batches(inputs.Rows, batch);
        for (var part = 0; part < batches.Count; part++)
        {
            var (start, length) = batches[part];
            yield return Compute(source, [.. Enumerable.Range(start, length)], place, compute);
        }
    }

    /// <summary>All metrics of the network's task, by name.</summary>
    /// <param name="outputs">(rows, outputs), row-major.</param>
    /// <param name="targets">In the order of the outputs, see <see cref="TrainedTargets"/>.</param>
    public OrderedDictionary<string, double> Measure(float[] outputs, Targets targets)
    {
        using var task = LearningTask.Create(saved.Shape, targets, [], balanced: false, CPU);
        return task.Measure(outputs, [.. Enumerable.Range(0, targets.Rows)]);
    }

    private static float[] Compute(BatchSource source, int[] rows, Device place, Func<Tensor, Tensor> compute)
    {
        try
        {
            using var scope = NewDisposeScope();
            using var inference = no_grad();
            return compute(source.Take(new(rows, HostTensors.FromSpan<int>(rows).to(int64).to(place)))).ToArray<float>();
        }
        catch (ExternalException refusal)
        {
            throw TorchException.Of(refusal);
        }
    }
}
