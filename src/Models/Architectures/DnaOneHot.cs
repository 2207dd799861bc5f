using Orchestrator.Models.Data.Sequences;
using Orchestrator.Models.Torch;
using static TorchSharp.torch;

namespace Orchestrator.Models.Architectures;

/// <summary>Codes (batch, length) to channels (batch, 4, length) in the order A C G T: an unknown base is 1/4 each, padding 0.</summary>
internal sealed class DnaOneHot : nn.Module<Tensor, Tensor>
{
    private readonly Tensor table;

    public DnaOneHot() : base(nameof(DnaOneHot))
    {
        var rows = new float[DnaAlphabet.Count * DnaAlphabet.Bases];
        for (byte code = 0; code < DnaAlphabet.Count; code++)
        {
            DnaAlphabet.OneHot(code).CopyTo(rows.AsSpan(code * DnaAlphabet.Bases));
        }

        table = HostTensors.FromSpan<float>(rows, DnaAlphabet.Count, DnaAlphabet.Bases);
        RegisterComponents();
    }

    /// <inheritdoc />
    public override Tensor forward(Tensor input) =>
        Aten.Call("aten::embedding"u8, ""u8, 1, table, input, -1, false, false)[0].transpose(1, 2);
}
