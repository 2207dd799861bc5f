using Orchestrator.Contracts.SearchSpaces;
using Orchestrator.Models.Catalog;
using Orchestrator.Models.Data;
using static TorchSharp.torch;

namespace Orchestrator.Models.Architectures;

/// <summary>
/// Long-term recurrent convolution network over gene burdens: a row of counts is folded into 200 steps, convolved (8 filters of 3, ReLU,
/// pooled by
/// 3), read by an LSTM of 518 whose last state goes through a dense layer of 64 to the drugs. 3,967 genes are padded to 200 x 20.
/// </summary>
/// <remarks>(batch, genes) -> (batch, genes / steps, steps) -> (batch, filters, steps / pool) -> (batch, lstm) -> (batch, dense) -> (batch,
/// outputs).</remarks>
public sealed class Lrcn : nn.Module<Tensor, Tensor>, IArchitecture
{
    private readonly LrcnTrunk trunk;
    private readonly nn.Module<Tensor, Tensor> head;

    private Lrcn(ModelSettings settings, DataShape shape) : base(nameof(Lrcn))
    {
        var (lstm, dense, dropout) = (settings.Integer("lstm"), settings.Integer("dense"), settings.Real("dropout"));
        trunk = new LrcnTrunk(settings, shape.Row[0]);
        head = nn.Sequential(
            nn.Dropout(dropout),
            nn.Linear(lstm, dense), nn.ReLU(), nn.Dropout(dropout),
            nn.Linear(dense, shape.Outputs));
        RegisterComponents();
    }

    /// <inheritdoc />
    public static ModelDescription Description { get; } = new(
        "lrcn",
        "convolution and LSTM over gene burdens, several labels at once",
        InputKind.Numbers,
        [TaskKind.Labels, TaskKind.TwoClasses, TaskKind.ManyClasses],
        [
            .. LrcnTrunk.HyperParameters,
            HyperParameter.Integer("dense", 64, 1, 8192, "units of the dense layer"),
            HyperParameter.Real("dropout", 0.1, 0, 0.95, "share of activations dropped before and after the dense layer"),
            .. TrainingHyperParameters.With(learningRate: 1e-3, batchSize: 64),
        ],
        new(
        [
            new IntParameter("filters", 8, 32, Step: 4),
            new IntParameter("kernel", 3, 9),
            new IntParameter("lstm", 8, 256, Step: 16),
            new IntParameter("dense", 8, 128, Step: 4),
            new FloatParameter("dropout", 0.1, 0.7, Step: 0.1),
            new FloatParameter("learning_rate", 1e-4, 1e-2, Log: true),
        ]))
    {
        Dimensions = ["features"],
    };

    /// <inheritdoc />
    public static nn.Module<Tensor, Tensor> Create(ModelSettings settings, DataShape shape) => new Lrcn(settings, shape);

    /// <inheritdoc />
    public override Tensor forward(Tensor input) => head.call(trunk.call(input));
}
