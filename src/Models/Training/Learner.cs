using Orchestrator.Models.Tasks;
using Orchestrator.Torch.Modules;
using Orchestrator.Torch.Optimizers;
using Orchestrator.Torch.Randomness;
using Orchestrator.Torch.Runtime;
using Orchestrator.Torch.Tensors;

namespace Orchestrator.Models.Training;

/// <summary>A network with all that its training changes: it takes steps, predicts, remembers its best weights, and can be saved and restored.</summary>
/// <param name="data">Inputs on the device. Not the learner's own; the rest is.</param>
/// <param name="task">Targets and loss.</param>
/// <param name="network">On the device.</param>
/// <param name="optimizer">Of the network's parameters.</param>
/// <param name="dropout">Draws the network's masks.</param>
/// <param name="settings">How a step is taken.</param>
internal sealed class Learner(LoadedData data, LearningTask task, Module network, Optimizer optimizer, Generator dropout, StepSettings settings) : IDisposable
{
    private const int LeastPredictionBatch = 512;

    private readonly Dictionary<string, Tensor> best = [];
    private readonly GradientScaler? scaler = settings.Narrow == DType.Float16 ? new() : null;

    /// <summary>The network in training.</summary>
    public Module Network => network;

    /// <summary>What it learns.</summary>
    public LearningTask Task => task;

    /// <summary>The best weights; empty before any were kept.</summary>
    public IReadOnlyDictionary<string, Tensor> Best => best;

    /// <summary>All of it, for a checkpoint. Belongs to the caller's scope.</summary>
    public (string Name, IReadOnlyDictionary<string, Tensor> Tensors)[] State =>
    [
        ("weights", network.StateDict()), ("best", best), ("optimizer", optimizer.StateDict()), .. scaler is null ? [] : new[] { ("scaler", (IReadOnlyDictionary<string, Tensor>)scaler.StateDict()) },
    ];

    /// <summary>State of the generator of masks.</summary>
    public byte[] DropoutState => dropout.GetState();

    /// <summary>Step size of the next steps.</summary>
    public double LearningRate { set => optimizer.LearningRate = value; }

    /// <summary>One step of the optimizer on one batch, whose gradient is the sum of those of its parts.</summary>
    /// <param name="rows">The batch.</param>
    /// <param name="loss">Where the batch's mean loss goes, (1) on the device: reading it each step would wait for the device.</param>
    public void Step(RowSelection rows, Tensor loss)
    {
        using var scope = new Scope();
        optimizer.ZeroGrad();
        loss.Zero_();
        var parts = new Batches(rows.Numbers.Length, settings.Part);
        for (var part = 0; part < parts.Count; part++)
        {
            using var inner = new Scope();
            var (start, length) = parts[part];
            var share = Loss(parts.Count == 1 ? rows : rows.Slice(start, length), rows);
            (scaler?.Scale(share) ?? share).Backward();
            loss.Add_(share.Detach());
        }

        var gradients = network.Parameters.Select(parameter => parameter.Grad).OfType<Tensor>().ToArray();
        if (scaler?.Unscale(gradients) == false) return;
        if (settings.Clip > 0) Clip(gradients);
        optimizer.Step();
    }

    /// <summary>The outputs for some rows, (rows, outputs) row-major, without dropout.</summary>
    /// <param name="rows">Row numbers.</param>
    /// <param name="batch">Rows at a time, where that is more than a prediction takes anyway.</param>
    public float[] Predict(int[] rows, int batch)
    {
        using var scope = new Scope();
        using var inference = Libtorch.NoGrad();
        network.Eval();
        var all = data.Rows(rows);
        var parts = new Batches(rows.Length, Math.Max(batch, LeastPredictionBatch));
        var outputs = new Tensor[parts.Count];
        for (var part = 0; part < outputs.Length; part++)
        {
            using var inner = new Scope();
            var (start, length) = parts[part];
            outputs[part] = network.Forward(data.Batch(all.Slice(start, length))).ToOuterScope();
        }

        return Tensor.Cat(outputs).ToArray<float>();
    }

    /// <summary>Remembers the present weights as the best.</summary>
    public void KeepBest()
    {
        using var scope = new Scope();
        foreach (var (name, tensor) in network.StateDict())
        {
            if (best.TryGetValue(name, out var kept)) kept.CopyFrom_(tensor.Detach());
            else best.Add(name, tensor.Detach().Clone().Keep());
        }
    }

    /// <summary>Goes back to the best weights, for the last predictions.</summary>
    public void TakeBest()
    {
        using var scope = new Scope();
        network.LoadStateDict(best);
    }

    /// <summary>Takes over a checkpoint's state.</summary>
    /// <param name="checkpoint">Of a learner of the same shape.</param>
    /// <param name="sameDevice">
    /// Whether it was written on a device of this kind. A CUDA generator cannot take up a CPU generator's state: a fold that moves between the two goes on
    /// with fresh masks.
    /// </param>
    public void Restore(Checkpoint checkpoint, bool sameDevice)
    {
        using var scope = new Scope();
        network.LoadStateDict(checkpoint.Weights);
        optimizer.LoadStateDict(checkpoint.Optimizer);
        if (checkpoint.Scaler.Count > 0) scaler?.LoadStateDict(checkpoint.Scaler);
        foreach (var (name, tensor) in checkpoint.BestWeights) best.Add(name, tensor.Clone().To(data.Device).Keep());
        if (sameDevice) dropout.SetState(checkpoint.DropoutState);
    }

    /// <inheritdoc />
    public void Dispose()
    {
        foreach (var tensor in best.Values) tensor.Dispose();
        optimizer.Dispose();
        network.Dispose();
        dropout.Dispose();
        task.Dispose();
    }

    /// <summary>What some rows contribute to the mean loss of their batch.</summary>
    private Tensor Loss(RowSelection rows, RowSelection batch)
    {
        Tensor outputs;
        using (Libtorch.Autocast(data.Device, settings.Narrow)) outputs = network.Forward(data.Batch(rows)).To(DType.Float32);
        return task.Loss(outputs, rows.OnDevice, batch.OnDevice);
    }

    /// <summary>Scales gradients to the norm <c>Clip</c> where they are longer (Pascanu et al. 2013), without waiting for the device.</summary>
    private void Clip(Tensor[] gradients)
    {
        using var inference = Libtorch.NoGrad();
        var norm = Tensor.Stack([.. gradients.Select(gradient => gradient.Square().Sum())]).Sum().Sqrt();
        var factor = (settings.Clip / (norm + 1e-6)).Clamp(max: 1);
        foreach (var gradient in gradients) gradient.Mul_(factor);
    }
}
