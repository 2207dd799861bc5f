using Orchestrator.Torch.Native;

namespace Orchestrator.Torch.Tensors;

// Truth values, and choices by them.
public sealed partial class Tensor
{
    private static readonly Operator EqTensor = new("aten::eq", "Tensor"), EqScalar = new("aten::eq", "Scalar"), NeTensor = new("aten::ne", "Tensor"), NeScalar = new("aten::ne", "Scalar");
    private static readonly Operator LtTensor = new("aten::lt", "Tensor"), LtScalar = new("aten::lt", "Scalar"), LeTensor = new("aten::le", "Tensor"), LeScalar = new("aten::le", "Scalar");
    private static readonly Operator GtTensor = new("aten::gt", "Tensor"), GtScalar = new("aten::gt", "Scalar"), GeTensor = new("aten::ge", "Tensor"), GeScalar = new("aten::ge", "Scalar");
    private static readonly Operator AndOperator = new("aten::logical_and"), OrOperator = new("aten::logical_or"), NotOperator = new("aten::logical_not");
    private static readonly Operator WhereOperator = new("aten::where", "self"), MaskedFillOperator = new("aten::masked_fill", "Scalar");

    /// <summary>this == other.</summary>
    public Tensor Eq(Tensor other) => EqTensor.Call(this, other);

    /// <summary>this == other.</summary>
    public Tensor Eq(double other) => EqScalar.Call(this, other);

    /// <summary>this != other.</summary>
    public Tensor Ne(Tensor other) => NeTensor.Call(this, other);

    /// <summary>this != other.</summary>
    public Tensor Ne(double other) => NeScalar.Call(this, other);

    /// <summary>this &lt; other.</summary>
    public Tensor Lt(Tensor other) => LtTensor.Call(this, other);

    /// <summary>this &lt; other.</summary>
    public Tensor Lt(double other) => LtScalar.Call(this, other);

    /// <summary>this &lt;= other.</summary>
    public Tensor Le(Tensor other) => LeTensor.Call(this, other);

    /// <summary>this &lt;= other.</summary>
    public Tensor Le(double other) => LeScalar.Call(this, other);

    /// <summary>this &gt; other.</summary>
    public Tensor Gt(Tensor other) => GtTensor.Call(this, other);

    /// <summary>this &gt; other.</summary>
    public Tensor Gt(double other) => GtScalar.Call(this, other);

    /// <summary>this &gt;= other.</summary>
    public Tensor Ge(Tensor other) => GeTensor.Call(this, other);

    /// <summary>this &gt;= other.</summary>
    public Tensor Ge(double other) => GeScalar.Call(this, other);

    /// <summary>Both.</summary>
    public Tensor LogicalAnd(Tensor other) => AndOperator.Call(this, other);

    /// <summary>At least one.</summary>
    public Tensor LogicalOr(Tensor other) => OrOperator.Call(this, other);

    /// <summary>Not.</summary>
    public Tensor LogicalNot() => NotOperator.Call(this);

    /// <summary>Elementwise: <paramref name="yes"/> where the condition holds, else <paramref name="no"/>.</summary>
    public static Tensor Where(Tensor condition, Tensor yes, Tensor no) => WhereOperator.Call(condition, yes, no);

    /// <summary>One value wherever the mask is true.</summary>
    public Tensor MaskedFill(Tensor mask, double value) => MaskedFillOperator.Call(this, mask, value);
}
