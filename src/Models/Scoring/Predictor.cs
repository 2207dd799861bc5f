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
            var settings = new ModelSettings(ModelCatalog.Find(saved.Model), saved.Fixed, saved.Configuration);
            return Math.Max(Trainer.LeastPredictionBatch,
                settings.Integer(TrainingHyperParameters.BatchSize) * settings.Integer(TrainingHyperParameters.Accumulate));
        }
    }

    /// <summary>The outputs before any sigmoid or softmax, in the order of the rows: a batch at a time, (rows, outputs)
    /// row-major.</summary>
    /// <param name="inputs">As the network takes them, see <see cref="TrainedInputs"/>.</param>
    /// <param name="batch">Rows at a time, at least 1.</param>
    /// <exception cref="TorchException">libtorch refused, for want of memory, say.</exception>
    public IEnumerable<float[]> Score(Inputs inputs, int batch)
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
            yield return Score(source, [.. Enumerable.Range(start, length)], place);
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

    private float[] Score(BatchSource source, int[] rows, Device place)
    {
        try
        {
            using var scope = NewDisposeScope();
            using var inference = no_grad();
            return network.call(source.Take(new(rows, HostTensors.FromSpan<int>(rows).to(int64).to(place)))).ToArray<float>();
        }
        catch (ExternalException refusal)
        {
            throw TorchException.Of(refusal);
        }
    }
}
