using Orchestrator.Torch.Native;

namespace Orchestrator.Torch.Tensors;

// Changes in place; a trailing underscore, as in PyTorch. Each returns this.
public sealed partial class Tensor
{
    private static readonly Operator AddInPlace = new("aten::add_", "Tensor"), AddScalarInPlace = new("aten::add_", "Scalar"), SubInPlace = new("aten::sub_", "Tensor");
    private static readonly Operator MulInPlace = new("aten::mul_", "Tensor"), MulScalarInPlace = new("aten::mul_", "Scalar");
    private static readonly Operator DivInPlace = new("aten::div_", "Tensor"), DivScalarInPlace = new("aten::div_", "Scalar");
    private static readonly Operator LeakyReluInPlace = new("aten::leaky_relu_");
    private static readonly Operator ZeroInPlace = new("aten::zero_"), FillInPlace = new("aten::fill_", "Scalar"), CopyInPlace = new("aten::copy_");

    /// <summary>this += alpha * other.</summary>
    public Tensor Add_(Tensor other, double alpha = 1) => Changed(AddInPlace, this, other, alpha);

    /// <summary>this += number.</summary>
    public Tensor AddScalar_(double number) => Changed(AddScalarInPlace, this, number);

    /// <summary>this -= alpha * other.</summary>
    public Tensor Sub_(Tensor other, double alpha = 1) => Changed(SubInPlace, this, other, alpha);

    /// <summary>this *= other.</summary>
    public Tensor Mul_(Tensor other) => Changed(MulInPlace, this, other);

    /// <summary>this *= factor.</summary>
    public Tensor Mul_(double factor) => Changed(MulScalarInPlace, this, factor);

    /// <summary>this /= other.</summary>
    public Tensor Div_(Tensor other) => Changed(DivInPlace, this, other);

    /// <summary>this /= divisor.</summary>
    public Tensor Div_(double divisor) => Changed(DivScalarInPlace, this, divisor);

    /// <summary>x where positive, else slope * x; slope at least 0.</summary>
    public Tensor LeakyRelu_(double slope) => Changed(LeakyReluInPlace, this, slope);

    /// <summary>All zeros.</summary>
    public Tensor Zero_() => Changed(ZeroInPlace, this);

    /// <summary>All of one value.</summary>
    public Tensor Fill_(double value) => Changed(FillInPlace, this, value);

    /// <summary>The values of another, across types and devices.</summary>
    public Tensor CopyFrom_(Tensor source) => Changed(CopyInPlace, this, source);

    private Tensor Changed(Operator change, params ReadOnlySpan<Value> arguments)
    {
        change.CallInPlace(arguments);
        return this;
    }
}
