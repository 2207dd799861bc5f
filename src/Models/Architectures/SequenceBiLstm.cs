using Orchestrator.Contracts.SearchSpaces;
using Orchestrator.Models.Catalog;
using Orchestrator.Models.Data;
using Orchestrator.Models.Data.Sequences;
using Orchestrator.Models.Torch.Layers;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Orchestrator.Models.Architectures;

/// <summary>
/// Two bidirectional LSTM layers over embedded DNA, as used to tell resistant genes from susceptible ones: embedding 50, BiLSTM 62 over the
/// whole sequence, dropout .18, BiLSTM 62 of which the last states are kept, dropout .18, a linear output.
/// </summary>
/// <remarks>
/// (batch, length) codes -> (batch, length, embedding) -> (batch, length, 2 units) -> (batch, 2 units) -> (batch, outputs). Padding has an
/// embedding of its own, held at zero, and shorter sequences end where they end: the backward states never read padding.
/// </remarks>
public sealed class SequenceBiLstm : nn.Module<Tensor, Tensor>, IArchitecture
{
    private readonly Embedding embedding;
    private readonly Lstm first, second;
    private readonly Dropout dropout;
    private readonly Linear output;
    private readonly bool padded;

    private SequenceBiLstm(ModelSettings settings, DataShape shape) : base(nameof(SequenceBiLstm))
    {
        var (width, units) = (settings.Integer("embedding"), settings.Integer("units"));
        embedding = nn.Embedding(DnaAlphabet.Count, width, DnaAlphabet.Padding);
        first = new Lstm(width, units, bidirectional: true, returnSequence: true);
        second = new Lstm(2 * units, units, bidirectional: true);
        dropout = nn.Dropout(settings.Real("dropout"));
        output = nn.Linear(2 * units, shape.Outputs);
        padded = shape.Padded;
        RegisterComponents();
    }

    /// <inheritdoc />
    public static ModelDescription Description { get; } = new(
        "sequence-bilstm",
        "two bidirectional LSTM layers over embedded DNA of any length",
        InputKind.Sequence,
        [TaskKind.TwoClasses, TaskKind.ManyClasses, TaskKind.Values],
        [
            HyperParameter.Integer("embedding", 50, 1, 1024, "width of a base's embedding"),
            HyperParameter.Integer("units", 62, 1, 2048, "units of each direction of each layer"),
            HyperParameter.Real("dropout", 0.18, 0, 0.95, "share of activations dropped after each layer"),
            .. TrainingHyperParameters.With(learningRate: 1e-3, batchSize: 400, balanced: true),
        ],
        new(
        [
            new IntParameter("embedding", 4, 64, Log: true),
            new IntParameter("units", 16, 128, Log: true),
            new FloatParameter("dropout", 0, 0.5),
            new FloatParameter("learning_rate", 3e-4, 1e-2, Log: true),
        ]));

    /// <inheritdoc />
    public static nn.Module<Tensor, Tensor> Create(ModelSettings settings, DataShape shape) => new SequenceBiLstm(settings, shape);

    /// <inheritdoc />
    public override Tensor forward(Tensor input)
    {
        var lengths = padded ? input.ne(DnaAlphabet.Padding).sum(1).clamp(min: 1) : null;
        var sequence = dropout.call(first.call(embedding.call(input), lengths));
        return output.call(dropout.call(second.call(sequence, lengths)));
    }
}
