using Orchestrator.Torch.Native;
using Orchestrator.Torch.Tensors;

namespace Orchestrator.Torch.Randomness;

/// <summary>Tensors of random numbers, always from a generator of the caller's.</summary>
public static class RandomTensors
{
    private static readonly Operator UniformInPlace = new("aten::uniform_"), NormalInPlace = new("aten::normal_"), BernoulliInPlace = new("aten::bernoulli_", "float");
    private static readonly Operator PermutationOperator = new("aten::randperm", "generator");

    /// <summary>Fills with numbers uniform in [low, high). Returns the tensor.</summary>
    public static Tensor Uniform_(this Tensor tensor, double low, double high, Generator generator) => Filled(tensor, UniformInPlace, tensor, low, high, generator);

    /// <summary>Fills with normal numbers. Returns the tensor.</summary>
    public static Tensor Normal_(this Tensor tensor, double mean, double deviation, Generator generator) => Filled(tensor, NormalInPlace, tensor, mean, deviation, generator);

    /// <summary>Fills with ones, each with the given probability, and zeros. Returns the tensor.</summary>
    public static Tensor Bernoulli_(this Tensor tensor, double probability, Generator generator) => Filled(tensor, BernoulliInPlace, tensor, probability, generator);

    /// <summary>0 .. n - 1 in random order, 64-bit integers.</summary>
    public static Tensor Permutation(long n, Generator generator) => PermutationOperator.Call(n, generator, DType.Int64, Value.None, generator.Device);

    /// <summary>Numbers uniform in [low, high).</summary>
    public static Tensor Uniform(ReadOnlySpan<long> shape, double low, double high, Generator generator) =>
        Tensor.Empty(shape, device: generator.Device).Uniform_(low, high, generator);

    /// <summary>Normal numbers.</summary>
    public static Tensor Normal(ReadOnlySpan<long> shape, double mean, double deviation, Generator generator) =>
        Tensor.Empty(shape, device: generator.Device).Normal_(mean, deviation, generator);

    /// <summary>Ones with the given probability, and zeros.</summary>
    public static Tensor Bernoulli(ReadOnlySpan<long> shape, double probability, Generator generator) =>
        Tensor.Empty(shape, device: generator.Device).Bernoulli_(probability, generator);

    private static Tensor Filled(Tensor tensor, Operator fill, params ReadOnlySpan<Value> arguments)
    {
        fill.CallInPlace(arguments);
        return tensor;
    }
}
