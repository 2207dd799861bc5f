using Orchestrator.Torch.Native;
using Orchestrator.Torch.Runtime;
using Orchestrator.Torch.Tensors;

namespace Orchestrator.Torch.Optimizers;

/// <summary>Changes parameters by their gradients.</summary>
public abstract class Optimizer : IDisposable
{
    private readonly string[] slotNames;
    private readonly Tensor[][] slots;

    /// <param name="parameters">What is trained, on its device already.</param>
    /// <param name="learningRate">Step size, at least 0.</param>
    /// <param name="weightDecay">L2 penalty: weightDecay * parameter is added to each gradient.</param>
    /// <param name="slotNames">Tensors that are kept beside each parameter, 0 at first.</param>
    private protected Optimizer(IReadOnlyList<Tensor> parameters, double learningRate, double weightDecay, params string[] slotNames)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(learningRate);
        ArgumentOutOfRangeException.ThrowIfNegative(weightDecay);
        Parameters = [.. parameters];
        (LearningRate, WeightDecay, this.slotNames) = (learningRate, weightDecay, slotNames);
        slots = [.. slotNames.Select(_ => Array.ConvertAll(Parameters, p => Tensor.ZerosLike(p).Detach().Keep()))];
    }

    /// <summary>Step size.</summary>
    public double LearningRate { get; set; }

    /// <summary>L2 penalty.</summary>
    public double WeightDecay { get; set; }

    /// <summary>Steps taken.</summary>
    public long StepCount { get; private set; }

    private protected Tensor[] Parameters { get; }

    /// <summary>Changes every parameter that has a gradient.</summary>
    public void Step()
    {
        StepCount++;
        using var noGrad = Libtorch.NoGrad();
        using var scope = new Scope();
        for (var i = 0; i < Parameters.Length; i++)
        {
            if (Parameters[i].Grad is not { } gradient) continue;
            if (WeightDecay != 0) gradient += WeightDecay * Parameters[i];
            Update(i, Parameters[i], gradient);
        }
    }

    /// <summary>Forgets the gradients.</summary>
    public unsafe void ZeroGrad()
    {
        var handles = stackalloc nint[Parameters.Length];
        for (var i = 0; i < Parameters.Length; i++) handles[i] = Parameters[i].Handle;
        if (Shim.ot_clear_grads(handles, Parameters.Length) < 0) throw TorchException.Last("clearing gradients");
    }

    /// <summary>Everything that the next step depends on: step count, learning rate, and the tensors themselves beside each parameter.</summary>
    public OrderedDictionary<string, Tensor> StateDict()
    {
        var state = new OrderedDictionary<string, Tensor>
        {
            ["step"] = Tensor.FromArray([StepCount]),
            ["learning_rate"] = Tensor.FromArray([LearningRate]),
        };
        for (var slot = 0; slot < slots.Length; slot++)
        {
            for (var i = 0; i < Parameters.Length; i++) state.Add($"{slotNames[slot]}.{i}", slots[slot][i]);
        }
        return state;
    }

    /// <summary>Continues where <see cref="StateDict"/> was called.</summary>
    /// <exception cref="ArgumentException">The state is of another optimizer or network; nothing has changed.</exception>
    public void LoadStateDict(IReadOnlyDictionary<string, Tensor> state)
    {
        var own = new Dictionary<string, Tensor>();
        for (var slot = 0; slot < slots.Length; slot++)
        {
            for (var i = 0; i < Parameters.Length; i++) own.Add($"{slotNames[slot]}.{i}", slots[slot][i]);
        }
        foreach (var name in own.Keys.Prepend("learning_rate").Prepend("step"))
        {
            if (!state.TryGetValue(name, out var value)) throw new ArgumentException($"The state has no tensor '{name}'.", nameof(state));
            if (own.TryGetValue(name, out var tensor) && !tensor.Shape.SequenceEqual(value.Shape))
                throw new ArgumentException($"'{name}' is {tensor} in the optimizer and {value} in the state.", nameof(state));
        }
        if (state.Count != own.Count + 2) throw new ArgumentException($"The state has {state.Count} tensors, the optimizer {own.Count + 2}.", nameof(state));
        StepCount = state["step"].Item<long>();
        LearningRate = state["learning_rate"].Item<double>();
        foreach (var (name, tensor) in own) tensor.CopyFrom_(state[name]);
    }

    /// <summary>Frees what it keeps; the parameters stay.</summary>
    public void Dispose()
    {
        foreach (var slot in slots) foreach (var tensor in slot) tensor.Dispose();
        GC.SuppressFinalize(this);
    }

    private protected Tensor Slot(int slot, int parameter) => slots[slot][parameter];

    private protected abstract void Update(int index, Tensor parameter, Tensor gradient);
}
