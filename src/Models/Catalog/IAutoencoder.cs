using Orchestrator.Models.Forest;
using static TorchSharp.torch;

namespace Orchestrator.Models.Catalog;

/// <summary>
/// A network that learns to say its inputs again through an encoding, without labels; a random forest then learns the labels from the
/// encodings. Its <c>forward</c> is what the forest says of the encodings.
/// </summary>
public interface IAutoencoder
{
    /// <summary>Numbers of an encoding.</summary>
    int EncodingWidth { get; }

    /// <summary>What predicts; before it is grown it says nothing of any row.</summary>
    RandomForest Forest { get; set; }

    /// <summary>The encodings of rows.</summary>
    /// <param name="input">(batch, length) codes.</param>
    /// <returns>(batch, <see cref="EncodingWidth"/>).</returns>
    Tensor Encode(Tensor input);

    /// <summary>The rows again, out of their encodings.</summary>
    /// <param name="input">(batch, length) codes.</param>
    /// <returns>(batch, length, bases) outputs, the largest of a position being the base.</returns>
    Tensor Reconstruct(Tensor input);

    /// <summary>What some rows contribute to the mean loss of a batch, a scalar with a gradient.</summary>
    /// <param name="reconstructed">Of the rows.</param>
    /// <param name="input">(part, length) codes of the rows.</param>
    /// <param name="batch">(batch, length) codes of all rows of the batch.</param>
    Tensor Loss(Tensor reconstructed, Tensor input, Tensor batch);
}
