using Orchestrator.Models.Catalog;
using Orchestrator.Models.Torch.Layers;
using static TorchSharp.torch;

namespace Orchestrator.Models.Architectures;

/// <summary>The recurrent convolution part that <see cref="Lrcn"/> and <see cref="LrcnWdnn"/> share: (batch, features) to the LSTM's last
/// state (batch, lstm).</summary>
internal sealed class LrcnTrunk : nn.Module<Tensor, Tensor>
{
    private readonly nn.Module<Tensor, Tensor> convolution;
    private readonly Lstm lstm;

    public LrcnTrunk(ModelSettings settings, int features) : base(nameof(LrcnTrunk))
    {
        var filters = settings.Integer("filters");
        var folded = new FoldedRows(features, settings.Integer("steps"));
        convolution = nn.Sequential(
            folded,
            new Conv1d(folded.Width, filters, settings.Integer("kernel"), same: true), new MaxPool1d(settings.Integer("pool"), same: true),
            nn.ReLU());
        lstm = new Lstm(
            filters, settings.Integer("lstm"), recurrentDropout: settings.Real("recurrent_dropout"));
        RegisterComponents();
    }

    /// <summary>The settings of this part, with the paper's values.</summary>
    public static IReadOnlyList<HyperParameter> HyperParameters { get; } =
    [
        HyperParameter.Integer("steps", 200, 1, 65536, "steps that a row is folded into"),
        HyperParameter.Integer("filters", 8, 1, 4096, "channels of the convolution"),
        HyperParameter.Integer("kernel", 3, 1, 101, "width of the convolution, in steps"),
        HyperParameter.Integer("pool", 3, 1, 100, "steps that max-pooling joins"),
        HyperParameter.Integer("lstm", 518, 1, 4096, "units of the LSTM"),
        HyperParameter.Real("recurrent_dropout", 0.3, 0, 0.95, "share of the LSTM's state dropped between steps"),
    ];

    /// <inheritdoc />
    public override Tensor forward(Tensor input) => lstm.call(convolution.call(input).transpose(1, 2));
}
