using System.Runtime.InteropServices;
using Orchestrator.Models.Catalog;
using Orchestrator.Models.Tasks;
using Orchestrator.Models.Torch;
using Orchestrator.Models.Torch.Optimizers;
using TorchSharp;
using static TorchSharp.torch;

namespace Orchestrator.Models.Training;

/// <summary>A network with all that its training changes: it takes steps, predicts, remembers its best weights, and can be saved and
/// restored.</summary>
/// <param name="data">Inputs on the device. Not the learner's own; the rest is.</param>
/// <param name="task">Targets and loss.</param>
/// <param name="network">On the device.</param>
/// <param name="optimizer">Of the network's parameters.</param>
/// <param name="settings">How a step is taken.</param>
internal sealed class Trainer(LoadedData data, LearningTask task, nn.Module<Tensor, Tensor> network, Optimizer optimizer,
    StepSettings settings) : IDisposable
{
    /// <summary>Rows that a prediction takes at once at least.</summary>
    public const int LeastPredictionBatch = 512;

    private readonly Dictionary<string, Tensor> best = [];
    private readonly GradientScaler? scaler = settings.Narrow == ScalarType.Float16 ? new() : null;
    private readonly LayerTrace trace = new(network);
    private readonly IAutoencoder? autoencoder = network as IAutoencoder;

    /// <summary>The network in training.</summary>
    public nn.Module<Tensor, Tensor> Network => network;

    /// <summary>What it learns.</summary>
    public LearningTask Task => task;

    /// <summary>The best weights; empty before any were kept.</summary>
    public IReadOnlyDictionary<string, Tensor> Best => best;

    /// <summary>All of it, for a checkpoint. Belongs to the caller's scope.</summary>
    public (string Name, IReadOnlyDictionary<string, Tensor> Tensors)[] State =>
    [
        ("weights", network.state_dict()), ("best", best), ("optimizer", optimizer.StateDict()),
        .. scaler is null ? [] : new[] { ("scaler", (IReadOnlyDictionary<string, Tensor>)scaler.StateDict()) },
    ];

    /// <summary>Step size of the next steps.</summary>
    public double LearningRate { set => optimizer.LearningRate = value; }

    /// <summary>One step of the optimizer on one batch, whose gradient is the sum of those of its parts.</summary>
    /// <param name="rows">The batch.</param>
    /// <param name="loss">Where the batch's mean loss goes, (1) on the device: reading it each step would wait for the device.</param>
    /// <exception cref="TorchException">libtorch refused; the message names the layer.</exception>
    public void Step(RowSelection rows, Tensor loss)
    {
        using var scope = NewDisposeScope();
        optimizer.ZeroGrad();
        loss.zero_();
        var parts = new Batches(rows.Numbers.Length, settings.Part);
        for (var part = 0; part < parts.Count; part++)
        {
            using var inner = NewDisposeScope();
            var (start, length) = parts[part];
            var share = Loss(parts.Count == 1 ? rows : rows.Slice(start, length), rows);
            Guarded("the gradient", () => (scaler?.Scale(share) ?? share).backward());
            loss.add_(share.detach());
        }

        Guarded("the optimizer's step", () =>
        {
            if (scaler is null && settings.Clip == 0)
            {
                optimizer.Step();
                return;
            }

            var gradients = network.parameters().Select(parameter => parameter.grad).OfType<Tensor>().ToArray();
            if (scaler?.Unscale(gradients) == false)
            {
                return;
            }

            if (settings.Clip > 0)
            {
                Clip(gradients);
            }

            optimizer.Step();
        });
    }

    /// <summary>The outputs for some rows, (rows, outputs) row-major, without dropout.</summary>
    /// <param name="rows">Row numbers.</param>
    /// <param name="batch">Rows at a time, where that is more than a prediction takes anyway.</param>
    /// <exception cref="TorchException">libtorch refused; the message names the layer.</exception>
    public float[] Predict(int[] rows, int batch)
    {
        using var scope = NewDisposeScope();
        return cat(Map(rows, batch, input => network.call(input).MoveToOuterDisposeScope())).ToArray<float>();
    }

    /// <summary>What comes of some rows, batch after batch, without dropout.</summary>
    /// <param name="rows">Row numbers.</param>
    /// <param name="batch">Rows at a time, where that is more than a prediction takes anyway.</param>
    /// <param name="take">Makes something of a batch of inputs; tensors end with the batch unless they are moved out.</param>
    /// <exception cref="TorchException">libtorch refused; the message names the layer.</exception>
    public T[] Map<T>(int[] rows, int batch, Func<Tensor, T> take)
    {
        using var inference = no_grad();
        network.eval();
        var all = data.Rows(rows);
        var parts = new Batches(rows.Length, Math.Max(batch, LeastPredictionBatch));
        var taken = new T[parts.Count];
        for (var part = 0; part < taken.Length; part++)
        {
            using var inner = NewDisposeScope();
            var (start, length) = parts[part];
            var input = data.Batch(all.Slice(start, length));
            taken[part] = Traced(() => take(input));
        }

        return taken;
    }

    /// <summary>Remembers the present weights as the best.</summary>
    public void KeepBest()
    {
        using var scope = NewDisposeScope();
        foreach (var (name, tensor) in network.state_dict())
        {
            if (best.TryGetValue(name, out var kept) && kept.shape.SequenceEqual(tensor.shape))
            {
                kept.copy_(tensor.detach());
            }
            else
            {
                kept?.Dispose(); // a forest has grown
                best[name] = tensor.detach().clone().DetachFromDisposeScope();
            }
        }
    }

    /// <summary>Goes back to the best weights, for the last predictions.</summary>
    public void TakeBest() => NetworkState.Load(network, best);

    /// <summary>Takes over a checkpoint's state.</summary>
    /// <param name="checkpoint">Of a learner of the same shape, on any device.</param>
    public void Restore(Checkpoint checkpoint)
    {
        using var scope = NewDisposeScope();
        NetworkState.Load(network, checkpoint.Weights);
        optimizer.LoadStateDict(checkpoint.Optimizer);
        if (checkpoint.Scaler.Count > 0)
        {
            scaler?.LoadStateDict(checkpoint.Scaler);
        }

        foreach (var (name, tensor) in checkpoint.BestWeights)
        {
            best.Add(name, tensor.clone().to(data.Device).DetachFromDisposeScope());
        }
    }

    /// <inheritdoc />
    public void Dispose()
    {
        foreach (var tensor in best.Values)
        {
            tensor.Dispose();
        }

        optimizer.Dispose();
        network.Dispose();
        task.Dispose();
    }

    /// <summary>What some rows contribute to the mean loss of their batch.</summary>
    private Tensor Loss(RowSelection rows, RowSelection batch)
    {
        Tensor outputs;
        var input = data.Batch(rows);
        using (Autocast.Enter(data.Device, settings.Narrow))
        {
            outputs = Traced(() => autoencoder?.Reconstruct(input) ?? network.call(input)).to(float32);
        }

        return autoencoder is null ? task.Loss(outputs, rows.OnDevice, batch.OnDevice)
            : autoencoder.Loss(outputs, input, rows.Numbers.Length == batch.Numbers.Length ? input : data.Batch(batch));
    }

    private T Traced<T>(Func<T> doing)
    {
        try
        {
            return doing();
        }
        catch (ExternalException refusal)
        {
            throw TorchException.Of(refusal, trace.Current);
        }
    }

    private static void Guarded(string doing, Action action)
    {
        try
        {
            action();
        }
        catch (ExternalException refusal)
        {
            throw TorchException.Of(refusal, doing);
        }
    }

    /// <summary>Scales gradients to the norm <c>Clip</c> where they are longer (Pascanu et al. 2013), without waiting for the
    /// device.</summary>
    private void Clip(Tensor[] gradients)
    {
        using var inference = no_grad();
        var norm = stack(gradients.Select(gradient => gradient.square().sum())).sum().sqrt();
        var factor = (settings.Clip / (norm + 1e-6)).clamp(max: 1);
        foreach (var gradient in gradients)
        {
            gradient.mul_(factor);
        }
    }
}
