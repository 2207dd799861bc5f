using Orchestrator.Models.Forest;
using Orchestrator.Models.Torch;
using static TorchSharp.torch;

namespace Orchestrator.Models.Architectures;

/// <summary>
/// A random forest as a network's buffers, so that checkpoints, refits and files for other programs hold it as they hold weights. Before it
/// is grown there is one leaf, which says nothing of any row.
/// </summary>
/// <remarks>
/// <c>roots</c> (trees), <c>feature</c>, <c>threshold</c>, <c>child</c> (nodes), <c>values</c> (leaves, outputs) and <c>importance</c>
/// (features): see <see cref="RandomForest"/>.
/// </remarks>
internal sealed class ForestBuffers : nn.Module
{
    // RegisterComponents makes buffers of them, by these names.
    private readonly Tensor roots, feature, threshold, child, values, importance;
    private readonly int outputs;
    private RandomForest forest;

    /// <param name="width">Number of features.</param>
    /// <param name="outputs">Numbers of a leaf.</param>
    /// <param name="unknown">What the only leaf says.</param>
    public ForestBuffers(int width, int outputs, float unknown) : base(nameof(ForestBuffers))
    {
        this.outputs = outputs;
        forest = new([0], [0], [0], [-1], [.. Enumerable.Repeat(unknown, outputs)], new float[width], outputs);
        (roots, feature, child) = (Tensor<int>(forest.Roots), Tensor<int>(forest.Feature), Tensor<int>(forest.Child));
        (threshold, importance) = (Tensor<float>(forest.Threshold), Tensor<float>(forest.Importance));
        values = HostTensors.FromSpan(forest.Values, 1, outputs);
        RegisterComponents();
    }

    /// <summary>The forest.</summary>
    public RandomForest Forest
    {
        get => forest;
        set
        {
            using var scope = NewDisposeScope();
            forest = value;
            Replace(roots, Tensor(value.Roots));
            Replace(feature, Tensor(value.Feature));
            Replace(threshold, Tensor(value.Threshold));
            Replace(child, Tensor(value.Child));
            Replace(values, HostTensors.FromSpan(value.Values, value.Values.Length / outputs, outputs));
            Replace(importance, Tensor(value.Importance));
        }
    }

    /// <summary>Takes a forest over from tensors of the buffers' names.</summary>
    /// <param name="state">By name.</param>
    /// <exception cref="ArgumentException">They do not make a forest of the same features and outputs; nothing has changed.</exception>
    public void Load(Func<string, Tensor> state)
    {
        var read = new RandomForest(
            state(nameof(roots)).ToArray<int>(), state(nameof(feature)).ToArray<int>(), state(nameof(threshold)).ToArray<float>(),
            state(nameof(child)).ToArray<int>(), state(nameof(values)).ToArray<float>(), state(nameof(importance)).ToArray<float>(),
            outputs);
        Forest = read.Width == forest.Width ? read
            : throw new ArgumentException($"The forest of the state takes {read.Width} features, that of the network {forest.Width}.");
    }

    private static Tensor Tensor<T>(ReadOnlySpan<T> values) where T : unmanaged => HostTensors.FromSpan(values);

    /// <summary>Gives a registered tensor other contents of another shape.</summary>
    private static void Replace(Tensor buffer, Tensor contents) =>
        Aten.Call("aten::set_"u8, "source_Tensor"u8, 1, buffer, contents.to(buffer.device));
}
