using Orchestrator.Torch.Native;

namespace Orchestrator.Torch.Tensors;

// Sums and products, with broadcasting.
public sealed partial class Tensor
{
    private static readonly Operator AddTensor = new("aten::add", "Tensor"), AddScalar = new("aten::add", "Scalar");
    private static readonly Operator SubTensor = new("aten::sub", "Tensor"), SubScalar = new("aten::sub", "Scalar"), ReverseSub = new("aten::rsub", "Scalar");
    private static readonly Operator MulTensor = new("aten::mul", "Tensor"), MulScalar = new("aten::mul", "Scalar");
    private static readonly Operator DivTensor = new("aten::div", "Tensor"), DivScalar = new("aten::div", "Scalar"), ReciprocalOperator = new("aten::reciprocal");
    private static readonly Operator NegOperator = new("aten::neg"), MatMulOperator = new("aten::matmul"), LinearOperator = new("aten::linear");
    private static readonly Operator AddMatMulOperator = new("aten::addmm"), AddProductOperator = new("aten::addcmul");

    /// <summary>Elementwise sum.</summary>
    public static Tensor operator +(Tensor left, Tensor right) => AddTensor.Call(left, right);

    /// <summary>Elementwise sum.</summary>
    public static Tensor operator +(Tensor left, double right) => AddScalar.Call(left, right);

    /// <summary>Elementwise sum.</summary>
    public static Tensor operator +(double left, Tensor right) => AddScalar.Call(right, left);

    /// <summary>Elementwise difference.</summary>
    public static Tensor operator -(Tensor left, Tensor right) => SubTensor.Call(left, right);

    /// <summary>Elementwise difference.</summary>
    public static Tensor operator -(Tensor left, double right) => SubScalar.Call(left, right);

    /// <summary>Elementwise difference.</summary>
    public static Tensor operator -(double left, Tensor right) => ReverseSub.Call(right, left);

    /// <summary>Elementwise product.</summary>
    public static Tensor operator *(Tensor left, Tensor right) => MulTensor.Call(left, right);

    /// <summary>Elementwise product.</summary>
    public static Tensor operator *(Tensor left, double right) => MulScalar.Call(left, right);

    /// <summary>Elementwise product.</summary>
    public static Tensor operator *(double left, Tensor right) => MulScalar.Call(right, left);

    /// <summary>Elementwise quotient.</summary>
    public static Tensor operator /(Tensor left, Tensor right) => DivTensor.Call(left, right);

    /// <summary>Elementwise quotient.</summary>
    public static Tensor operator /(Tensor left, double right) => DivScalar.Call(left, right);

    /// <summary>Elementwise quotient.</summary>
    public static Tensor operator /(double left, Tensor right)
    {
        using var reciprocal = ReciprocalOperator.Call(right);
        return MulScalar.Call(reciprocal, left);
    }

    /// <summary>Elementwise negation.</summary>
    public static Tensor operator -(Tensor value) => NegOperator.Call(value);

    /// <summary>Matrix product over the last two dimensions.</summary>
    public Tensor MatMul(Tensor right) => MatMulOperator.Call(this, right);

    /// <summary>this + left right: matrix product and sum in one pass.</summary>
    public Tensor AddMatMul(Tensor left, Tensor right) => AddMatMulOperator.Call(this, left, right);

    /// <summary>this + left * right, elementwise, in one pass.</summary>
    public Tensor AddProduct(Tensor left, Tensor right) => AddProductOperator.Call(this, left, right);

    /// <summary>x W^T + b: (.., inputs) -> (.., outputs).</summary>
    /// <param name="weight">(outputs, inputs).</param>
    /// <param name="bias">(outputs), or null.</param>
    public Tensor LinearMap(Tensor weight, Tensor? bias = null) => LinearOperator.Call(this, weight, bias);
}
