using Orchestrator.Torch.Native;

namespace Orchestrator.Torch.Tensors;

// One number to one number.
public sealed partial class Tensor
{
    private static readonly Operator ExpOperator = new("aten::exp"), LogOperator = new("aten::log"), Log1pOperator = new("aten::log1p"), SqrtOperator = new("aten::sqrt");
    private static readonly Operator SquareOperator = new("aten::square"), AbsOperator = new("aten::abs"), SignOperator = new("aten::sign"), PowOperator = new("aten::pow", "Tensor_Scalar");
    private static readonly Operator ClampOperator = new("aten::clamp"), MaximumOperator = new("aten::maximum"), MinimumOperator = new("aten::minimum");
    private static readonly Operator ReluOperator = new("aten::relu"), LeakyReluOperator = new("aten::leaky_relu"), SigmoidOperator = new("aten::sigmoid"), TanhOperator = new("aten::tanh");
    private static readonly Operator SoftmaxOperator = new("aten::softmax", "int"), LogSoftmaxOperator = new("aten::log_softmax", "int");

    /// <summary>e^x.</summary>
    public Tensor Exp() => ExpOperator.Call(this);

    /// <summary>Natural logarithm.</summary>
    public Tensor Log() => LogOperator.Call(this);

    /// <summary>log(1 + x).</summary>
    public Tensor Log1p() => Log1pOperator.Call(this);

    /// <summary>Square root.</summary>
    public Tensor Sqrt() => SqrtOperator.Call(this);

    /// <summary>x^2.</summary>
    public Tensor Square() => SquareOperator.Call(this);

    /// <summary>|x|.</summary>
    public Tensor Abs() => AbsOperator.Call(this);

    /// <summary>-1, 0 or 1.</summary>
    public Tensor Sign() => SignOperator.Call(this);

    /// <summary>x^exponent.</summary>
    public Tensor Pow(double exponent) => PowOperator.Call(this, exponent);

    /// <summary>Limited to [min, max]; null = no limit.</summary>
    public Tensor Clamp(double? min = null, double? max = null) => ClampOperator.Call(this, min ?? Value.None, max ?? Value.None);

    /// <summary>The larger of two, elementwise.</summary>
    public Tensor Maximum(Tensor other) => MaximumOperator.Call(this, other);

    /// <summary>The smaller of two, elementwise.</summary>
    public Tensor Minimum(Tensor other) => MinimumOperator.Call(this, other);

    /// <summary>max(0, x).</summary>
    public Tensor Relu() => ReluOperator.Call(this);

    /// <summary>x where positive, else slope * x.</summary>
    public Tensor LeakyRelu(double slope = 0.01) => LeakyReluOperator.Call(this, slope);

    /// <summary>1 / (1 + e^-x).</summary>
    public Tensor Sigmoid() => SigmoidOperator.Call(this);

    /// <summary>Hyperbolic tangent.</summary>
    public Tensor Tanh() => TanhOperator.Call(this);

    /// <summary>e^x / sum(e^x) along a dimension.</summary>
    public Tensor Softmax(int dimension) => SoftmaxOperator.Call(this, dimension);

    /// <summary>log(softmax), computed stably.</summary>
    public Tensor LogSoftmax(int dimension) => LogSoftmaxOperator.Call(this, dimension);
}
