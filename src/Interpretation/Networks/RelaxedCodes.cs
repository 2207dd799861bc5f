using Orchestrator.Models.Architectures;
using Orchestrator.Models.Catalog;
using Orchestrator.Models.Data.Sequences;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Orchestrator.Interpretation.Networks;

/// <summary>
/// Lets a network that reads codes of bases read weights of the six codes instead, (batch, length, 6): a weight of 1 on one code is that
/// code. What a one-hot layer or an embedding gives for weights w is w times its table, which is the same for whole codes, and can be
/// differentiated and interpolated.
/// </summary>
/// <remarks>As the interpretable embeddings of Captum (Kokhlikyan et al. 2020, arXiv 2009.07896): the layer's result is replaced, the rest
/// of the network is what it was. Where rows end is told by the codes of the largest weight.</remarks>
internal sealed class RelaxedCodes : IDisposable
{
    private readonly List<Tensor> tables = []; // (6, channels), of one-hot layers
    private Tensor? weights;                   // (batch, length, 6) of the call in progress

    /// <param name="network">Its layers that read codes are watched from now on.</param>
    public RelaxedCodes(nn.Module<Tensor, Tensor> network)
    {
        var found = false;
        foreach (var (_, module) in network.named_modules())
        {
            if (module is DnaOneHot oneHot)
            {
                found = true;
                var table = TableOf(oneHot);
                oneHot.register_forward_hook((_, _, result) => weights is null ? result : weights.matmul(table).transpose(1, 2));
            }
            else if (module is Embedding embedding && embedding.weight!.shape[0] == DnaAlphabet.Count)
            {
                found = true;
                embedding.register_forward_hook((_, _, result) => weights is null ? result : weights.matmul(embedding.weight!));
            }
        }

        if (!found)
        {
            throw new DataMismatchException(
                $"The network {network.GetName()} has neither a one-hot layer nor an embedding of {DnaAlphabet.Count} codes: there is "
                    + "nothing by which it could be differentiated.");
        }
    }

    /// <summary>The network's outputs.</summary>
    /// <param name="network">The one that is watched.</param>
    /// <param name="rows">(batch, length, 6).</param>
    public Tensor Call(nn.Module<Tensor, Tensor> network, Tensor rows)
    {
        weights = rows;
        try
        {
            return network.call(rows.detach().argmax(2));
        }
        finally
        {
            weights = null;
        }
    }

    /// <inheritdoc />
    public void Dispose() => tables.ForEach(table => table.Dispose());

    private Tensor TableOf(DnaOneHot layer)
    {
        using var scope = NewDisposeScope();
        using var inference = no_grad();
        var codes = arange(DnaAlphabet.Count, int64, device: layer.buffers().First().device).unsqueeze(0);
        var table = layer.forward(codes).squeeze(0).t().contiguous().DetachFromDisposeScope(); // (1, 4, 6) -> (6, 4)
        tables.Add(table);
        return table;
    }
}
