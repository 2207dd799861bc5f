using Orchestrator.Models.Data;
using Orchestrator.Models.Data.Sequences;
using Orchestrator.Models.Torch;
using static TorchSharp.torch;

namespace Orchestrator.Models.Architectures;

/// <summary>
/// Codes (batch, length) to channels (batch, 4, length) less their mean over the training rows: aligned genes of one locus differ in few
/// bases, and what all rows share would otherwise drown what tells them apart.
/// </summary>
/// <remarks>Inputs about zero condition the first layer's gradient (LeCun, Bottou, Orr and Müller 1998, Efficient BackProp, section
/// 4.3).</remarks>
internal sealed class CentredOneHot : nn.Module<Tensor, Tensor>
{
    private readonly DnaOneHot oneHot;
    private readonly Tensor mean;

    /// <param name="length">Bases of the longest row.</param>
    public CentredOneHot(int length) : base(nameof(CentredOneHot))
    {
        oneHot = new DnaOneHot();
        mean = zeros(DnaAlphabet.Bases, length);
        RegisterComponents();
    }

    /// <summary>Takes the mean of the training rows.</summary>
    public void Fit(Inputs inputs, ReadOnlySpan<int> rows)
    {
        var sequences = (SequenceInputs)inputs;
        var sums = new double[DnaAlphabet.Bases * sequences.Length];
        foreach (var row in rows)
        {
            var codes = sequences.Codes(row);
            for (var position = 0; position < codes.Length; position++)
            {
                var channels = DnaAlphabet.OneHot(codes[position]);
                for (var channel = 0; channel < channels.Length; channel++)
                {
                    sums[channel * codes.Length + position] += channels[channel];
                }
            }
        }

        var means = new float[sums.Length];
        for (var i = 0; i < means.Length; i++)
        {
            means[i] = (float)(sums[i] / rows.Length);
        }

        using var fitted = HostTensors.FromSpan<float>(means, DnaAlphabet.Bases, sequences.Length);
        mean.copy_(fitted);
    }

    /// <inheritdoc />
    public override Tensor forward(Tensor input) => oneHot.call(input) - mean;
}
