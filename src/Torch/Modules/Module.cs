using Orchestrator.Torch.Tensors;

namespace Orchestrator.Torch.Modules;

/// <summary>A part of a network: parameters, buffers and smaller modules under names, and a function of them.</summary>
/// <remarks>Names are PyTorch's (<c>weight</c>, <c>layers.0.bias</c>), so that weights move between the two.</remarks>
public abstract class Module : IDisposable
{
    private readonly OrderedDictionary<string, Tensor> parameters = [], buffers = [];
    private readonly OrderedDictionary<string, Module> modules = [];
    private Tensor[]? all;

    /// <summary>Trainable tensors of this module and those within, in the order of registration.</summary>
    public IReadOnlyList<Tensor> Parameters => all ??= [.. NamedParameters().Select(p => p.Value)];

    /// <summary>Number of trainable numbers.</summary>
    public long ParameterCount => Parameters.Sum(p => p.Count);

    /// <summary>Whether dropout drops and batch normalisation measures.</summary>
    public bool Training { get; private set; } = true;

    /// <summary>The module's function.</summary>
    public abstract Tensor Forward(Tensor input);

    /// <summary>Trainable tensors by dotted name.</summary>
    public IEnumerable<KeyValuePair<string, Tensor>> NamedParameters() => Named(m => m.parameters, "");

    /// <summary>Parameters and buffers by dotted name: the tensors themselves, not copies.</summary>
    public OrderedDictionary<string, Tensor> StateDict() => new(Named(m => m.parameters.Concat(m.buffers), ""));

    /// <summary>Copies values into parameters and buffers.</summary>
    /// <exception cref="ArgumentException">A name is missing or unknown, or a shape differs.</exception>
    public void LoadStateDict(IReadOnlyDictionary<string, Tensor> state)
    {
        var own = StateDict();
        if (state.Keys.FirstOrDefault(name => !own.ContainsKey(name)) is { } unknown) throw new ArgumentException($"The network has no tensor '{unknown}'.", nameof(state));
        using var noGrad = Runtime.Libtorch.NoGrad();
        foreach (var (name, tensor) in own)
        {
            if (!state.TryGetValue(name, out var value)) throw new ArgumentException($"The state has no tensor '{name}'.", nameof(state));
            if (!tensor.Shape.SequenceEqual(value.Shape)) throw new ArgumentException($"'{name}' is {tensor} in the network and {value} in the state.", nameof(state));
            tensor.CopyFrom_(value);
        }
    }

    /// <summary>Sets <see cref="Training"/> here and within.</summary>
    public void Train(bool on = true)
    {
        Training = on;
        foreach (var module in modules.Values) module.Train(on);
    }

    /// <summary>The same as <c>Train(false)</c>.</summary>
    public void Eval() => Train(false);

    /// <summary>Moves parameters and buffers. Make optimizers afterwards.</summary>
    public void To(Device device)
    {
        Move(parameters, device, trainable: true);
        Move(buffers, device, trainable: false);
        foreach (var module in modules.Values) module.To(device);
    }

    /// <summary>Frees parameters and buffers, here and within.</summary>
    public virtual void Dispose()
    {
        foreach (var tensor in parameters.Values.Concat(buffers.Values)) tensor.Dispose();
        foreach (var module in modules.Values) module.Dispose();
        GC.SuppressFinalize(this);
    }

    /// <summary>Makes a tensor trainable and the module's own.</summary>
    protected Tensor RegisterParameter(string name, Tensor tensor)
    {
        var leaf = tensor.Detach().Keep();
        tensor.Dispose();
        leaf.RequiresGrad = true;
        parameters.Add(name, leaf);
        return leaf;
    }

    /// <summary>Makes a tensor part of the module's state without training it.</summary>
    protected Tensor RegisterBuffer(string name, Tensor tensor)
    {
        buffers.Add(name, tensor.Keep());
        return tensor;
    }

    /// <summary>Makes a module part of this one.</summary>
    protected T RegisterModule<T>(string name, T module) where T : Module
    {
        modules.Add(name, module);
        return module;
    }

    private IEnumerable<KeyValuePair<string, Tensor>> Named(Func<Module, IEnumerable<KeyValuePair<string, Tensor>>> kind, string prefix)
    {
        foreach (var (name, tensor) in kind(this)) yield return new(prefix + name, tensor);
        foreach (var (name, module) in modules)
        {
            foreach (var inner in module.Named(kind, $"{prefix}{name}.")) yield return inner;
        }
    }

    // The tensor objects stay, so that whoever holds one in a field keeps a valid one.
    private static void Move(OrderedDictionary<string, Tensor> tensors, Device device, bool trainable)
    {
        foreach (var tensor in tensors.Values)
        {
            if (tensor.Device == device) continue;
            using var scope = new Scope();
            var moved = tensor.Detach().To(device).Keep();
            if (trainable) moved.RequiresGrad = true;
            tensor.Adopt(moved);
        }
    }
}
