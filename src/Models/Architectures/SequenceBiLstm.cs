using Orchestrator.Contracts.Spaces;
using Orchestrator.Models.Catalog;
using Orchestrator.Models.Data.Sequences;
using Orchestrator.Torch.Modules;
using Orchestrator.Torch.Tensors;

namespace Orchestrator.Models.Architectures;

/// <summary>
/// Two bidirectional LSTM layers over embedded DNA, as used to tell resistant genes from susceptible ones: embedding 50, BiLSTM 62 over the
/// whole sequence, dropout .18, BiLSTM 62 of which the last states are kept, dropout .18, a linear output.
/// </summary>
/// <remarks>
/// (batch, length) codes -> (batch, length, embedding) -> (batch, length, 2 units) -> (batch, 2 units) -> (batch, outputs). Padding has an
/// embedding of its own, held at zero, and shorter sequences end where they end: the backward states never read padding.
/// </remarks>
public sealed class SequenceBiLstm : Module, IArchitecture
{
    private readonly Embedding embedding;
    private readonly Lstm first, second;
    private readonly Dropout dropout;
    private readonly Linear output;
    private readonly bool padded;

    private SequenceBiLstm(ModelSettings settings, DataShape shape, NetworkGenerators generators)
    {
        var (width, units) = (settings.Integer("embedding"), settings.Integer("units"));
        embedding = RegisterModule("embedding", new Embedding(DnaAlphabet.Count, width, generators.Weights, DnaAlphabet.Padding));
        first = RegisterModule("first", new Lstm(width, units, generators.Weights, bidirectional: true, returnSequence: true));
        second = RegisterModule("second", new Lstm(2 * units, units, generators.Weights, bidirectional: true));
        dropout = RegisterModule("dropout", new Dropout(settings.Real("dropout"), generators.Dropout));
        output = RegisterModule("output", new Linear(2 * units, shape.Outputs, generators.Weights));
        padded = shape.Padded;
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
    public static Module Create(ModelSettings settings, DataShape shape, NetworkGenerators generators) => new SequenceBiLstm(settings, shape, generators);

    /// <inheritdoc />
    public override Tensor Forward(Tensor input)
    {
        var lengths = padded ? input.Ne(DnaAlphabet.Padding).Sum(1).Clamp(min: 1).To(DType.Int64) : null;
        var sequence = dropout.Forward(first.Forward(embedding.Forward(input), lengths));
        return output.Forward(dropout.Forward(second.Forward(sequence, lengths)));
    }
}
