using Orchestrator.Models.Data.Sequences;
using Orchestrator.Torch.Modules;
using Orchestrator.Torch.Native;
using Orchestrator.Torch.Tensors;

namespace Orchestrator.Models.Architectures;

/// <summary>Codes (batch, length) to channels (batch, 4, length) in the order A C G T: an unknown base is 1/4 each, padding 0.</summary>
internal sealed class DnaOneHot : Module
{
    private static readonly Operator Lookup = new("aten::embedding");

    private readonly Tensor table;

    public DnaOneHot()
    {
        var rows = new float[DnaAlphabet.Count * DnaAlphabet.Bases];
        for (byte code = 0; code < DnaAlphabet.Count; code++) DnaAlphabet.OneHot(code).CopyTo(rows.AsSpan(code * DnaAlphabet.Bases));
        table = RegisterBuffer("table", Tensor.FromArray<float>(rows, DnaAlphabet.Count, DnaAlphabet.Bases));
    }

    /// <inheritdoc />
    public override Tensor Forward(Tensor input) => Lookup.Call(table, input).Transpose(1, 2);
}
