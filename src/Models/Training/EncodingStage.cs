using Orchestrator.Models.Catalog;
using Orchestrator.Models.Data;
using Orchestrator.Models.Data.Sequences;
using Orchestrator.Models.Forest;
using Orchestrator.Models.Metrics;
using Orchestrator.Models.Torch;
using TorchSharp;

namespace Orchestrator.Models.Training;

/// <summary>What an autoencoder's fold has beside the steps of its training: how well it says rows again, and the forest at the
/// end.</summary>
/// <param name="autoencoder">The network.</param>
/// <param name="learner">Of the network.</param>
/// <param name="targets">Of all rows.</param>
/// <param name="task">What is learned of them.</param>
/// <param name="settings">Of the trial.</param>
internal sealed class EncodingStage(IAutoencoder autoencoder, Trainer learner, Targets targets, TaskKind task, ModelSettings settings)
{
    /// <summary>Measures <see cref="Reconstruction"/>; NaN where no base is known.</summary>
    /// <param name="rows">Row numbers, at least one.</param>
    /// <param name="batch">Rows at a time.</param>
    public OrderedDictionary<string, double> Measure(int[] rows, int batch)
    {
        var parts = learner.Map(rows, batch, input =>
        {
            var outputs = autoencoder.Reconstruct(input);
            var known = input.lt(DnaAlphabet.Bases);
            var right = outputs.argmax(-1).eq(input).logical_and(known);
            return (Right: right.sum().ToInt64(), Known: known.sum().ToInt64(), Rows: input.shape[0],
                Loss: autoencoder.Loss(outputs, input, input).ToDouble());
        });
        return new()
        {
            [Reconstruction.Name] = (double)parts.Sum(part => part.Right) / parts.Sum(part => part.Known),
            [Reconstruction.Loss] = parts.Sum(part => part.Loss * part.Rows) / rows.Length,
        };
    }

    /// <summary>Grows the forest on the encodings of some rows.</summary>
    /// <param name="rows">Row numbers.</param>
    /// <param name="batch">Rows at a time.</param>
    /// <param name="epoch">Whose weights these are, for an error.</param>
    /// <param name="seed">Draws the forest.</param>
    /// <param name="stop">Ends the growth.</param>
    /// <returns>Its out-of-bag score; NaN where no row was left out.</returns>
    /// <exception cref="DivergedException">An encoding is not finite.</exception>
    public double Grow(int[] rows, int batch, int epoch, ulong seed, CancellationToken stop)
    {
        float[] encodings = [.. learner.Map(rows, batch, input => autoencoder.Encode(input).ToArray<float>()).SelectMany(part => part)];
        if (Array.Find(encodings, number => !float.IsFinite(number)) is var strange && !float.IsFinite(strange))
        {
            throw new DivergedException("an encoding", strange, epoch);
        }

        var balanced = settings.Choice(TrainingHyperParameters.ClassWeights) == "balanced";
        var (forest, outOfBag) = ForestTraining.Grow(encodings, autoencoder.EncodingWidth,
            ForestTargets.Of(targets, rows, task, balanced), ForestHyperParameters.Of(settings, TorchRuntime.Threads), seed, stop);
        autoencoder.Forest = forest;
        return outOfBag;
    }
}
