using Orchestrator.Models.Catalog;
using Orchestrator.Models.Data;
using Orchestrator.Models.Data.Sequences;
using Orchestrator.Models.Forest;
using Orchestrator.Models.Torch;
using Orchestrator.Models.Torch.Layers;
using static TorchSharp.torch;

namespace Orchestrator.Models.Architectures;

/// <summary>
/// SuperQ (Löverli and Gupta 2018): DanQ's motifs and bidirectional LSTM, condensed into an encoding out of which a dense layer says the
/// DNA again; a random forest learns the labels from the encodings.
/// </summary>
/// <remarks>
/// (batch, length) codes -> (batch, positions, 2 lstm) -> (batch, encoding) -> (batch, length, 4); and (batch, encoding) -> forest ->
/// (batch, outputs).
/// </remarks>
public abstract class DnaAutoencoder : nn.Module<Tensor, Tensor>, IAutoencoder, IFittedBuffers
{
    private const string ForestName = nameof(forest) + ".";

    private readonly nn.Module<Tensor, Tensor> motifs, encoder, decoder;
    private readonly Lstm lstm;
    private readonly ForestBuffers forest;
    private readonly DataShape shape;

    /// <param name="name">Of the class.</param>
    /// <param name="settings">With those of the trunk, <c>dropout_2</c> and <c>encoding</c>.</param>
    /// <param name="shape">Of the data.</param>
    /// <param name="same">Whether the convolution pads.</param>
    private protected DnaAutoencoder(string name, ModelSettings settings, DataShape shape, bool same) : base(name)
    {
        (this.shape, EncodingWidth) = (shape, settings.Integer("encoding"));
        (motifs, lstm, var positions) = MotifTrunk.Create(settings, Length, same);
        encoder = nn.Sequential(
            nn.Dropout(settings.Real("dropout_2")), nn.Flatten(),
            nn.Linear(positions * 2 * settings.Integer("lstm"), EncodingWidth));
        decoder = nn.Linear(EncodingWidth, Length * DnaAlphabet.Bases);
        var (leaf, unknown) = shape.Task switch
        {
            TaskKind.TwoClasses => (2, 0.5f),
            TaskKind.ManyClasses => (shape.Outputs, 1f / shape.Outputs),
            TaskKind.Labels => (shape.Outputs, 0.5f),
            _ => (shape.Outputs, 0),
        };
        forest = new(EncodingWidth, leaf, unknown);
        RegisterComponents();
    }

    /// <inheritdoc />
    public int EncodingWidth { get; }

    /// <inheritdoc />
    public RandomForest Forest
    {
        get => forest.Forest;
        set => forest.Forest = value;
    }

    /// <summary>The settings that both models have beside those of training, with their defaults.</summary>
    private protected static IEnumerable<HyperParameter> Layers(
        int filters, int kernel, int pool, int lstm, int encoding, double dropout1, double dropout2) =>
    [
        HyperParameter.Integer("filters", filters, 1, 4096, "motifs of the convolution"),
        HyperParameter.Integer("kernel", kernel, 1, 101, "width of a motif, in bases"),
        HyperParameter.Integer("pool", pool, 1, 100, "positions that max-pooling joins"),
        HyperParameter.Integer("lstm", lstm, 1, 4096, "units of each direction of the LSTM"),
        HyperParameter.Integer("encoding", encoding, 1, 8192, "numbers of an encoding, which are the forest's features"),
        HyperParameter.Real("dropout_1", dropout1, 0, 0.95, "share of activations dropped after the convolution"),
        HyperParameter.Real("dropout_2", dropout2, 0, 0.95, "share of activations dropped after the LSTM"),
        .. ForestHyperParameters.All,
    ];

    /// <summary>What both models learn: all, as a forest does.</summary>
    private protected static IReadOnlyList<TaskKind> AllTasks { get; } =
        [TaskKind.Labels, TaskKind.TwoClasses, TaskKind.ManyClasses, TaskKind.Values];

    private int Length => shape.Row[0];

    /// <inheritdoc />
    public Tensor Encode(Tensor input) => encoder.call(lstm.call(motifs.call(input).transpose(1, 2)));

    /// <inheritdoc />
    public Tensor Reconstruct(Tensor input) => decoder.call(Encode(input)).view(-1, Length, DnaAlphabet.Bases);

    /// <inheritdoc />
    public abstract Tensor Loss(Tensor reconstructed, Tensor input, Tensor batch);

    /// <inheritdoc />
    public override Tensor forward(Tensor input)
    {
        var said = Forest.Predict(Encode(input).to(float32).ToArray<float>());
        return HostTensors.FromSpan<float>(ForestOutputs.Of(said, Forest, shape.Task), input.shape[0], shape.Outputs).to(input.device);
    }

    bool IFittedBuffers.IsFitted(string name) => name.StartsWith(ForestName, StringComparison.Ordinal);

    void IFittedBuffers.LoadFitted(IReadOnlyDictionary<string, Tensor> state) => forest.Load(name => state[ForestName + name]);
}
