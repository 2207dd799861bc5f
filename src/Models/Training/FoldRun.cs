using Orchestrator.Contracts.Protocol;
using Orchestrator.Contracts.Randomness;
using Orchestrator.Contracts.Trials;
using Orchestrator.Models.Catalog;
using Orchestrator.Models.Data;
using Orchestrator.Models.Folds;
using Orchestrator.Models.Metrics;
using Orchestrator.Models.Tasks;
using Orchestrator.Torch.Modules;
using Orchestrator.Torch.Optimizers;
using Orchestrator.Torch.Randomness;
using Orchestrator.Torch.Runtime;
using Orchestrator.Torch.Tensors;

namespace Orchestrator.Models.Training;

/// <summary>One fold in training: network, optimizer and progress, from step to step and epoch to epoch.</summary>
internal sealed class FoldRun : IDisposable
{
    private readonly FoldAssignment assignment;
    private readonly LoadedData data;
    private readonly Device device;
    private readonly TimeProvider clock;
    private readonly DataShape shape;
    private readonly FoldSplit split;
    private readonly Batches batches;
    private readonly LearningTask task;
    private readonly Generator dropout;
    private readonly Module network;
    private readonly Optimizer optimizer;
    private readonly Tensor stepLosses; // (steps of an epoch), read once an epoch: reading it each step would wait for the device
    private readonly Dictionary<string, Tensor> best = [];
    private FoldProgress progress;

    public FoldRun(
        FoldAssignment assignment, ModelDescription model, ModelSettings settings, LoadedData data, Device device, FoldProgress progress, TimeProvider clock)
    {
        (this.assignment, this.data, this.device, this.progress, this.clock) = (assignment, data, device, progress, clock);
        shape = DataShape.Of(model, data.Set);
        var metrics = MetricCatalog.Of(shape.Task);
        if (metrics.All(metric => metric.Name != assignment.Definition.Objective.Metric))
            throw new DataMismatchException($"On this data {model.Name} reports {string.Join(", ", metrics)}; the objective asks for {assignment.Definition.Objective.Metric}.");

        split = FoldPlanner.Plan(assignment.Definition.CrossValidation, assignment.Definition.Seed, data.Set).Split(assignment.Attempt.Fold);
        batches = new(split.Training.Length, settings.Integer(TrainingHyperParameters.BatchSize));
        task = LearningTask.Create(shape, data.Set.Targets, split.Training, settings.Choice(TrainingHyperParameters.ClassWeights) == "balanced", device);
        dropout = new(Seed("dropout"), device);
        using var weights = new Generator(Seed("weights"));
        network = ModelCatalog.Create(model.Name, settings, shape, new(weights, dropout));
        network.To(device);
        optimizer = Optimizers.Create(settings, network);
        stepLosses = Tensor.Zeros([batches.Count], DType.Float32, device);
    }

    private bool IsRefit => assignment.Attempt.Fold.IsRefit;

    private bool IsOver => progress.Epoch >= assignment.Epochs || (progress.Best?.IsStale(progress.Epoch, assignment.Definition.Stopping.Patience) ?? false);

    /// <summary>Takes over a checkpoint's state.</summary>
    public void Restore(Checkpoint checkpoint)
    {
        using var scope = new Scope();
        network.LoadStateDict(checkpoint.Weights);
        optimizer.LoadStateDict(checkpoint.Optimizer);
        foreach (var (name, tensor) in checkpoint.BestWeights) best.Add(name, tensor.To(device).Clone().Keep());
        stepLosses.CopyFrom_(checkpoint.StepLosses);
        // A CUDA generator cannot take up a CPU generator's state: a fold that moves between the two goes on with fresh masks.
        if (progress.Device == device.Kind.ToString()) dropout.SetState(checkpoint.DropoutState);
        else progress = progress with { Device = device.Kind.ToString() };
    }

    /// <summary>Trains to the end and returns what the fold reports.</summary>
    public FoldResult Train(IFoldListener listener, CancellationToken stop)
    {
        while (!IsOver)
        {
            TrainEpoch(listener, stop);
            listener.OnEpoch(progress.Epoch, progress.History[^1].Values);
        }

        var result = IsRefit ? FinishRefit() : FinishFold(progress.Best!);
        progress = progress with { Result = result };
        Save(("best", best));
        return result;
    }

    /// <inheritdoc />
    public void Dispose()
    {
        foreach (var tensor in best.Values) tensor.Dispose();
        stepLosses.Dispose();
        optimizer.Dispose();
        network.Dispose();
        dropout.Dispose();
        task.Dispose();
    }

    private ulong Seed(string purpose) =>
        SeedSequence.Derive(assignment.Definition.Seed, assignment.Attempt.Fold.Trial, assignment.Attempt.Fold.Fold, purpose);

    private void TrainEpoch(IFoldListener listener, CancellationToken stop)
    {
        using var scope = new Scope();
        var (began, before, epoch) = (clock.GetTimestamp(), progress.Seconds, progress.Epoch + 1);
        var order = RowsOnDevice(EpochOrder.Of(assignment.Definition.Seed, assignment.Attempt.Fold, epoch, split.Training));
        network.Train();
        for (var step = progress.Step; step < batches.Count; step++)
        {
            if (stop.IsCancellationRequested)
            {
                progress = progress with { Step = step, Seconds = before + clock.GetElapsedTime(began).TotalSeconds };
                SaveState();
                stop.ThrowIfCancellationRequested();
            }

            TakeStep(order, step);
            listener.OnStep(epoch, step + 1, batches.Count);
        }

        OrderedDictionary<string, double> metrics = new() { ["train/loss"] = MeanLoss(epoch) };
        if (!IsRefit) Validate(epoch, metrics);
        progress = progress with
        {
            Epoch = epoch,
            Step = 0,
            History = [.. progress.History, new EpochMetrics(epoch, metrics)],
            Seconds = before + clock.GetElapsedTime(began).TotalSeconds,
        };
        SaveState();
    }

    private void TakeStep(Tensor order, int step)
    {
        using var scope = new Scope();
        var (start, length) = batches[step];
        var rows = order.Narrow(0, start, length);
        optimizer.ZeroGrad();
        var loss = task.Loss(network.Forward(data.Batch(rows)), rows);
        loss.Backward();
        optimizer.Step();
        stepLosses.Narrow(0, step, 1).CopyFrom_(loss.Detach());
    }

    /// <summary>The mean training loss of a row in the epoch, each taken before the step that it led to.</summary>
    private double MeanLoss(int epoch)
    {
        var losses = stepLosses.ToArray<double>();
        var sum = 0.0;
        for (var step = 0; step < losses.Length; step++)
        {
            if (!double.IsFinite(losses[step])) throw new DivergedException("train/loss", losses[step], epoch, step + 1);
            sum += losses[step] * batches[step].Length;
        }

        return sum / batches.Rows;
    }

    private void Validate(int epoch, OrderedDictionary<string, double> metrics)
    {
        Measure(split.Validation, "validation", metrics);
        var objective = assignment.Definition.Objective;
        var score = metrics[$"validation/{objective.Metric}"];
        if (!double.IsFinite(score)) throw new DivergedException($"validation/{objective.Metric}", score, epoch);
        var after = BestEpoch.After(progress.Best, epoch, score, objective, assignment.Definition.Stopping.MinDelta);
        progress = progress with { Best = after };
        if (after.Epoch == epoch) KeepWeights();
    }

    private void Measure(int[] rows, string set, OrderedDictionary<string, double> metrics)
    {
        foreach (var (name, value) in task.Measure(Predict(rows), rows)) metrics[$"{set}/{name}"] = value;
    }

    private float[] Predict(int[] rows)
    {
        using var scope = new Scope();
        using var inference = Libtorch.NoGrad();
        network.Eval();
        var all = RowsOnDevice(Array.ConvertAll(rows, row => (long)row));
        var parts = new Batches(rows.Length, Math.Max(batches.Size, 512));
        var outputs = new Tensor[parts.Count];
        for (var part = 0; part < outputs.Length; part++)
        {
            using var inner = new Scope();
            var (start, length) = parts[part];
            outputs[part] = network.Forward(data.Batch(all.Narrow(0, start, length))).ToOuterScope();
        }

        return Tensor.Cat(outputs).ToArray<float>();
    }

    private void KeepWeights()
    {
        using var scope = new Scope();
        foreach (var (name, tensor) in network.StateDict())
        {
            if (best.TryGetValue(name, out var kept)) kept.CopyFrom_(tensor.Detach());
            else best.Add(name, tensor.Detach().Clone().Keep());
        }
    }

    private FoldResult FinishFold(BestEpoch selected) =>
        new(selected.Score, selected.Epoch, progress.Epoch, progress.History[selected.Epoch - 1].Values, progress.Seconds);

    private FoldResult FinishRefit()
    {
        OrderedDictionary<string, double> metrics = new(progress.History[^1].Values);
        var (rows, set) = split.Validation.Length > 0 ? (split.Validation, "test") : (split.Training, "train");
        Measure(rows, set, metrics);
        var (score, definition) = (metrics[$"{set}/{assignment.Definition.Objective.Metric}"], assignment.Definition);
        var names = data.Set.Targets switch { ClassTargets classes => classes.Names, ValueTargets values => values.Names, _ => [] };
        new SavedModel(definition.Model.Name, definition.Model.Fixed, assignment.Configuration, shape, names)
            .Save(Path.Combine(assignment.ArtifactFolder, SavedModel.FileName), network);
        return new(score, progress.Epoch, progress.Epoch, metrics, progress.Seconds);
    }

    private void SaveState() => Save(("weights", network.StateDict()), ("best", best), ("optimizer", optimizer.StateDict()));

    private void Save(params (string, IReadOnlyDictionary<string, Tensor>)[] sections)
    {
        using var scope = new Scope();
        Checkpoint.Write(assignment.ArtifactFolder, progress, sections, stepLosses, dropout.GetState());
    }

    private Tensor RowsOnDevice(long[] rows) => Tensor.FromArray<long>(rows).To(device);
}
