using Orchestrator.Torch.Native;

namespace Orchestrator.Torch.Tensors;

// Many numbers to fewer.
public sealed partial class Tensor
{
    private static readonly Operator SumAll = new("aten::sum"), SumDims = new("aten::sum", "dim_IntList"), MeanAll = new("aten::mean"), MeanDims = new("aten::mean", "dim");
    private static readonly Operator MaxAll = new("aten::max"), MinAll = new("aten::min"), MaxDim = new("aten::max", "dim"), ArgMaxOperator = new("aten::argmax");
    private static readonly Operator StdAll = new("aten::std"), StdDims = new("aten::std", "dim"), SortOperator = new("aten::sort");
    private static readonly Operator AllOperator = new("aten::all"), AnyOperator = new("aten::any"), IsFiniteOperator = new("aten::isfinite");

    /// <summary>Sum of all elements.</summary>
    public Tensor Sum() => SumAll.Call(this);

    /// <summary>Sums along a dimension.</summary>
    public Tensor Sum(int dimension, bool keepDimension = false) => SumDims.Call(this, new long[] { dimension }, keepDimension);

    /// <summary>Mean of all elements.</summary>
    public Tensor Mean() => MeanAll.Call(this);

    /// <summary>Means along a dimension.</summary>
    public Tensor Mean(int dimension, bool keepDimension = false) => MeanDims.Call(this, new long[] { dimension }, keepDimension);

    /// <summary>Largest element.</summary>
    public Tensor Max() => MaxAll.Call(this);

    /// <summary>Smallest element.</summary>
    public Tensor Min() => MinAll.Call(this);

    /// <summary>Largest elements along a dimension, and where they are.</summary>
    public (Tensor Values, Tensor Indices) Max(int dimension, bool keepDimension = false) => MaxDim.CallForTwo(this, dimension, keepDimension);

    /// <summary>Indices of the largest elements along a dimension.</summary>
    public Tensor ArgMax(int dimension, bool keepDimension = false) => ArgMaxOperator.Call(this, dimension, keepDimension);

    /// <summary>Sample standard deviation (n - 1) of all elements.</summary>
    public Tensor Std() => StdAll.Call(this);

    /// <summary>Sample standard deviations (n - 1) along a dimension.</summary>
    public Tensor Std(int dimension, bool keepDimension = false) => StdDims.Call(this, new long[] { dimension }, true, keepDimension);

    /// <summary>Sorted along a dimension, and where each element came from.</summary>
    public (Tensor Values, Tensor Indices) Sort(int dimension = -1, bool descending = false) => SortOperator.CallForTwo(this, dimension, descending);

    /// <summary>Whether all elements are true.</summary>
    public Tensor All() => AllOperator.Call(this);

    /// <summary>Whether any element is true.</summary>
    public Tensor Any() => AnyOperator.Call(this);

    /// <summary>Whether no element is NaN or infinite. Waits for the device.</summary>
    public bool IsFinite()
    {
        using var finite = IsFiniteOperator.Call(this);
        using var all = AllOperator.Call(finite);
        return all.Item<bool>();
    }
}
