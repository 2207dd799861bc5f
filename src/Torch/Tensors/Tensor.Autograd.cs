using Orchestrator.Torch.Native;
using Orchestrator.Torch.Runtime;

namespace Orchestrator.Torch.Tensors;

// Gradients.
public sealed partial class Tensor
{
    private static readonly Operator DetachOperator = new("aten::detach"), CloneOperator = new("aten::clone");

    /// <summary>Whether operators on it are recorded.</summary>
    public bool RequiresGrad
    {
        get => Shim.ot_requires_grad(Handle) != 0;
        set
        {
            if (Shim.ot_set_requires_grad(Handle, value ? 1 : 0) < 0) throw TorchException.Last($"requiring a gradient of {this}");
        }
    }

    /// <summary>The gradient that <see cref="Backward"/> has accumulated, as a new tensor over the same memory; null when there is none.</summary>
    public Tensor? Grad => Shim.ot_grad(Handle) is not 0 and var grad ? new Tensor(grad) : null;

    /// <summary>Adds d(this)/d(leaf) to the gradient of every leaf that took part. This is a single number.</summary>
    public void Backward()
    {
        if (Shim.ot_backward(Handle) < 0) throw TorchException.Last($"backward from {this}");
    }

    /// <summary>d(sum of this)/d(input) for each input, leaving accumulated gradients alone; zeros where an input plays no part.</summary>
    public unsafe Tensor[] Gradients(params ReadOnlySpan<Tensor> inputs)
    {
        nint* handles = stackalloc nint[inputs.Length], results = stackalloc nint[inputs.Length];
        for (var i = 0; i < inputs.Length; i++) handles[i] = inputs[i].Handle;
        if (Shim.ot_gradients(Handle, handles, inputs.Length, 0, results) < 0) throw TorchException.Last($"gradients of {this}");
        var gradients = new Tensor[inputs.Length];
        for (var i = 0; i < inputs.Length; i++) gradients[i] = results[i] != 0 ? new Tensor(results[i]) : ZerosLike(inputs[i]);
        return gradients;
    }

    /// <summary>The same memory outside of any record.</summary>
    public Tensor Detach() => DetachOperator.Call(this);

    /// <summary>A copy, which is recorded.</summary>
    public Tensor Clone() => CloneOperator.Call(this);
}
