using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Orchestrator.Models.Torch.Optimizers;

/// <summary>
/// Changes parameters by their gradients. Its state is plain tensors under names, which a checkpoint holds and restores exactly; that of
/// TorchSharp's own optimizers is not to be had so (and is freed when it is loaded inside a scope).
/// </summary>
internal abstract class Optimizer : IDisposable
{
    private readonly string[] slotNames;
    private readonly Tensor[][] slots;

    /// <param name="parameters">What is trained, on its device already.</param>
    /// <param name="learningRate">Step size, at least 0.</param>
    /// <param name="weightDecay">At least 0; what it does is the optimizer's.</param>
    /// <param name="slotNames">Tensors that are kept beside each parameter, 0 at first.</param>
    private protected Optimizer(IEnumerable<Parameter> parameters, double learningRate, double weightDecay, params string[] slotNames)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(learningRate);
        ArgumentOutOfRangeException.ThrowIfNegative(weightDecay);
        Parameters = [.. parameters];
        All = [.. Enumerable.Range(0, Parameters.Length)];
        (LearningRate, WeightDecay, this.slotNames) = (learningRate, weightDecay, slotNames);
        slots = [.. slotNames.Select(_ =>
            Array.ConvertAll(Parameters, parameter => zeros_like(parameter, requires_grad: false).DetachFromDisposeScope()))];
    }

    /// <summary>Step size.</summary>
    public double LearningRate { get; set; }

    /// <summary>Weight decay.</summary>
    public double WeightDecay { get; }

    /// <summary>Steps taken.</summary>
    public long StepCount { get; private set; }

    private protected Parameter[] Parameters { get; }

    /// <summary>The numbers of all parameters.</summary>
    private protected int[] All { get; }

    /// <summary>Changes every parameter that has a gradient.</summary>
    public void Step()
    {
        StepCount++;
        using var noGrad = no_grad();
        using var scope = NewDisposeScope();
        var gradients = Array.ConvertAll(Parameters, parameter => parameter.grad);
        if (Array.TrueForAll(gradients, gradient => gradient is not null))
        {
            Update(All, gradients!);
        }
        else if (All.Where(i => gradients[i] is not null).ToArray() is { Length: > 0 } trained)
        {
            Update(trained, Array.ConvertAll(trained, i => gradients[i]!));
        }
    }

    /// <summary>Forgets the gradients.</summary>
    public void ZeroGrad()
    {
        foreach (var parameter in Parameters)
        {
            parameter.grad = null;
        }
    }

    /// <summary>Everything that the next step depends on: step count, learning rate, and the tensors themselves beside each
    /// parameter.</summary>
    public OrderedDictionary<string, Tensor> StateDict() => new(
        Slots().Prepend(new("learning_rate", tensor([LearningRate], float64))).Prepend(new("step", tensor([StepCount], int64))));

    /// <summary>Continues where <see cref="StateDict"/> was called.</summary>
    /// <exception cref="ArgumentException">The state is of another optimizer or network; nothing has changed.</exception>
    public void LoadStateDict(IReadOnlyDictionary<string, Tensor> state)
    {
        var own = Slots().ToDictionary();
        foreach (var name in own.Keys.Prepend("learning_rate").Prepend("step"))
        {
            if (!state.TryGetValue(name, out var value))
            {
                throw new ArgumentException($"The state has no tensor '{name}'.", nameof(state));
            }

            if (own.TryGetValue(name, out var kept) && !kept.shape.SequenceEqual(value.shape))
            {
                throw new ArgumentException(
                    $"'{name}' is ({string.Join(", ", kept.shape)}) in the optimizer and ({string.Join(", ", value.shape)}) in the state.",
                        nameof(state));
            }
        }

        if (state.Count != own.Count + 2)
        {
            throw new ArgumentException($"The state has {state.Count} tensors, the optimizer {own.Count + 2}.", nameof(state));
        }

        StepCount = state["step"].item<long>();
        LearningRate = state["learning_rate"].item<double>();
        using var noGrad = no_grad();
        foreach (var (name, kept) in own)
        {
            kept.copy_(state[name]);
        }
    }

    /// <summary>Frees what it keeps; the parameters stay.</summary>
    public virtual void Dispose()
    {
        foreach (var kept in slots.SelectMany(slot => slot))
        {
            kept.Dispose();
        }
    }

    private protected Tensor Slot(int slot, int parameter) => slots[slot][parameter];

    /// <summary>Takes a step, without recording.</summary>
    /// <param name="trained">The parameters that have a gradient.</param>
    /// <param name="gradients">Theirs, in the same order.</param>
    private protected abstract void Update(int[] trained, Tensor[] gradients);

    private IEnumerable<KeyValuePair<string, Tensor>> Slots() =>
        slots.Zip(slotNames)
            .SelectMany(slot => slot.First.Select((kept, i) => new KeyValuePair<string, Tensor>($"{slot.Second}.{i}", kept)));
}
