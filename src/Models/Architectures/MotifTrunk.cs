using Orchestrator.Models.Catalog;
using Orchestrator.Models.Data.Sequences;
using Orchestrator.Models.Torch.Layers;
using static TorchSharp.torch;

namespace Orchestrator.Models.Architectures;

/// <summary>
/// What DanQ and SuperQ read DNA with: motifs of a convolution, ReLU, max-pooling, dropout, and a bidirectional LSTM over the pooled
/// positions (Quang and Xie 2016).
/// </summary>
/// <remarks>(batch, length) codes -> (batch, filters, positions) -> (batch, positions, 2 units).</remarks>
/// <param name="Motifs">From codes to (batch, filters, positions).</param>
/// <param name="Lstm">From (batch, positions, filters) to (batch, positions, 2 units).</param>
/// <param name="Positions">(length - kernel + 1) / pool, or length / pool where the convolution pads.</param>
internal sealed record MotifTrunk(nn.Module<Tensor, Tensor> Motifs, Lstm Lstm, int Positions)
{
    /// <summary>Draws the layers of a model that has the settings filters, kernel, pool, lstm and dropout_1.</summary>
    /// <param name="settings">Of the trial.</param>
    /// <param name="length">Of the sequences.</param>
    /// <param name="same">Whether the convolution pads, so that it sees the ends as often as the middle.</param>
    /// <exception cref="DataMismatchException">The sequences are too short.</exception>
    public static MotifTrunk Create(ModelSettings settings, int length, bool same = false)
    {
        var (filters, kernel, pool) = (settings.Integer("filters"), settings.Integer("kernel"), settings.Integer("pool"));
        var positions = (same ? length : length - kernel + 1) / pool;
        if (positions < 1)
        {
            throw new DataMismatchException(
                $"Sequences of length {length} leave nothing after a convolution over {kernel} and pooling by {pool}.");
        }

        return new(
            nn.Sequential(
                new DnaOneHot(), new Conv1d(DnaAlphabet.Bases, filters, kernel, same: same), new MaxPool1d(pool), nn.ReLU(),
                    nn.Dropout(settings.Real("dropout_1"))),
            new Lstm(filters, settings.Integer("lstm"), bidirectional: true, returnSequence: true), positions);
    }
}
