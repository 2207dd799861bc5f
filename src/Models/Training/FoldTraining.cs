using Orchestrator.Contracts.Messages;
using Orchestrator.Contracts.Trials;
using Orchestrator.Models.Catalog;
using Orchestrator.Models.Data;
using Orchestrator.Models.Folds;
using Orchestrator.Models.Metrics;
using Orchestrator.Models.Tasks;
using Orchestrator.Models.Torch;
using TorchSharp;
using static TorchSharp.torch;

namespace Orchestrator.Models.Training;

/// <summary>One fold in training: where it stands, from step to step and epoch to epoch, and when it ends.</summary>
internal sealed class FoldTraining : IDisposable
{
    private readonly FoldAssignment assignment;
    private readonly ModelSettings settings;
    private readonly LoadedData data;
    private readonly TimeProvider clock;
    private readonly LoadedData? own;   // when this fold sees fewer columns than the data has
    private readonly int[]? variants;   // which
    private readonly int width;         // columns of the data
    private readonly DataShape shape;
    private readonly FoldSplit split;
    private readonly Batches batches;
    private readonly LearningRateSchedule schedule;
    private readonly ResourceMeter meter;
    private readonly FoldSeeds seeds;
    private readonly Trainer learner;
    private readonly Tensor stepLosses; // (steps of an epoch), read once an epoch
    private FoldProgress progress;

    public FoldTraining(FoldAssignment assignment, ModelDescription model, ModelSettings settings, LoadedData data, FoldProgress progress,
        TimeProvider clock)
    {
        (this.assignment, this.settings, this.data, this.progress, this.clock) = (assignment, settings, data, progress, clock);
        width = data.Set.Inputs.RowShape[^1];
        split = data.PlanOf(assignment.Definition.CrossValidation, assignment.Definition.Seed).Split(assignment.Attempt.Fold);
        if (VariantFrequency.Choose(model, settings, data.Set, split) is { } kept)
        {
            (variants, this.data) = (kept, own = data.Select(kept));
        }

        shape = DataShape.Of(model, this.data.Set);
        var metrics = MetricCatalog.Of(shape.Task);
        if (metrics.All(metric => metric.Name != assignment.Definition.Objective.Metric))
        {
            throw new DataMismatchException(
                $"On this data {model.Name} reports {string.Join(", ", metrics)}; the objective asks for "
                    + $"{assignment.Definition.Objective.Metric}.");
        }

        batches =
            new(split.Training.Length, settings.Integer(TrainingHyperParameters.BatchSize)
                * settings.Integer(TrainingHyperParameters.Accumulate));
        schedule = new(settings, assignment.Definition.Stopping.Epochs, batches.Count);
        meter = new(this.data.Device);
        ResourceMeter.Reset();
        seeds = new(assignment.Definition.Seed, assignment.Attempt.Fold);
        learner = CreateLearner(model);
        stepLosses = zeros(batches.Count, device: this.data.Device).DetachFromDisposeScope();
    }

    private bool IsRefit => assignment.Attempt.Fold.IsRefit;

    private bool IsOver =>
        progress.Epoch >= assignment.Epochs || (progress.Best?.IsStale(progress.Epoch, assignment.Definition.Stopping.Patience) ?? false);

    /// <summary>Takes over a checkpoint's state.</summary>
    public void Restore(Checkpoint checkpoint)
    {
        learner.Restore(checkpoint);
        stepLosses.copy_(checkpoint.StepLosses);
    }

    /// <summary>Takes over the best weights of a fold that has ended, and nothing else: the optimizer begins anew.</summary>
    /// <exception cref="DataMismatchException">The network has another shape.</exception>
    public void InitializeFrom(Checkpoint ended)
    {
        try
        {
            NetworkState.Load(learner.Network, ended.BestWeights);
        }
        catch (ArgumentException e)
        {
            throw new DataMismatchException(
                $"The network does not fit the weights that it goes on from: {e.Message} Hold the hyper-parameters that change its "
                    + $"shape fixed.");
        }
    }

    /// <summary>Trains to the end and returns what the fold reports.</summary>
    public FoldResult Train(IFoldListener listener, CancellationToken stop)
    {
        while (!IsOver)
        {
            var (rows, time) = TrainEpoch(listener, stop);
            listener.OnEpoch(progress.Epoch, meter.Join(progress.History[^1].Values, rows, time));
        }

        var result = IsRefit ? FinishRefit() : FinishFold(progress.Best!);
        progress = progress with { Result = result };
        Save(("best", learner.Best));
        return result;
    }

    /// <inheritdoc />
    public void Dispose()
    {
        stepLosses.Dispose();
        learner.Dispose();
        own?.Dispose();
    }

    private Trainer CreateLearner(ModelDescription model)
    {
        seeds.Weights();
        var network = ModelCatalog.Create(model.Name, settings, shape);
        if (network is IFittedToRows fitted)
        {
            fitted.Fit(data.Set.Inputs, split.Training);
        }

        network.to(data.Device);
        var balanced = settings.Choice(TrainingHyperParameters.ClassWeights) == "balanced";
        var task = LearningTask.Create(shape, data.Set.Targets, split.Training, balanced, data.Device);
        return new(data, task, network, Optimizers.Create(settings, network), StepSettings.Of(settings, data.Device));
    }

    /// <summary>Trains to the end of an epoch. Tells how many rows that were in this attempt, and how long their steps took.</summary>
    private (int Rows, TimeSpan Time) TrainEpoch(IFoldListener listener, CancellationToken stop)
    {
        using var scope = NewDisposeScope();
        var (began, before, epoch) = (clock.GetTimestamp(), progress.Seconds, progress.Epoch + 1);
        var order = data.Rows(EpochOrder.Of(assignment.Definition.Seed, assignment.Attempt.Fold, epoch, split.Training));
        var (losses, trained) = (Losses(), 0);
        learner.Network.train();
        for (var step = progress.Step; step < batches.Count; step++)
        {
            if (stop.IsCancellationRequested)
            {
                progress = progress with { Step = step, Seconds = before + clock.GetElapsedTime(began).TotalSeconds };
                Save(learner.State);
                stop.ThrowIfCancellationRequested();
            }

            learner.LearningRate = schedule.Of(epoch, step, losses);
            trained += TakeStep(order, epoch, step);
            listener.OnStep(epoch, step + 1, batches.Count);
        }

        OrderedDictionary<string, double> metrics = new() { ["train/loss"] = MeanLoss(epoch) }; // waits for the device
        var time = clock.GetElapsedTime(began);
        if (!IsRefit)
        {
            Validate(epoch, metrics);
        }

        progress = progress with
        {
            Epoch = epoch,
            Step = 0,
            History = [.. progress.History, new EpochMetrics(epoch, metrics)],
            Seconds = before + clock.GetElapsedTime(began).TotalSeconds,
        };
        Save(learner.State);
        return (trained, time);
    }

    /// <summary>What each whole epoch reached, smaller being better; a refit, which validates nothing, goes by its training loss.</summary>
    private double[] Losses()
    {
        var objective = assignment.Definition.Objective;
        return [.. progress.History.Select(epoch => IsRefit
            ? epoch.Values["train/loss"] : objective.AsLoss(epoch.Values[$"validation/{objective.Metric}"]))];
    }

    private int TakeStep(RowSelection order, int epoch, int step)
    {
        using var scope = NewDisposeScope();
        var (start, length) = batches[step];
        seeds.Step(epoch, step);
        learner.Step(order.Slice(start, length), stepLosses.narrow(0, step, 1));
        return length;
    }

    /// <summary>The mean training loss of a row in the epoch, each taken before the step that it led to.</summary>
    private double MeanLoss(int epoch)
    {
        var losses = stepLosses.ToArray<double>();
        var sum = 0.0;
        for (var step = 0; step < losses.Length; step++)
        {
            if (!double.IsFinite(losses[step]))
            {
                throw new DivergedException("train/loss", losses[step], epoch, step + 1);
            }

            sum += losses[step] * batches[step].Length;
        }

        return sum / batches.Rows;
    }

    private void Validate(int epoch, OrderedDictionary<string, double> metrics)
    {
        Measure(split.Validation, "validation", metrics);
        var objective = assignment.Definition.Objective;
        var score = metrics[$"validation/{objective.Metric}"];
        if (!double.IsFinite(score))
        {
            throw new DivergedException($"validation/{objective.Metric}", score, epoch,
                reason: UndefinedMetric.On(objective.Metric, data.Set.Targets, split.Validation));
        }

        var best = BestEpoch.After(progress.Best, epoch, score, objective, assignment.Definition.Stopping.MinDelta);
        progress = progress with { Best = best };
        if (best.Epoch == epoch)
        {
            learner.KeepBest();
        }
    }

    private void Measure(int[] rows, string set, OrderedDictionary<string, double> metrics) =>
        Join(metrics, set, learner.Task.Measure(learner.Predict(rows, batches.Size), rows));

    private static void Join(OrderedDictionary<string, double> metrics, string set, IReadOnlyDictionary<string, double> measured)
    {
        foreach (var (name, value) in measured)
        {
            metrics[$"{set}/{name}"] = value;
        }
    }

    private FoldResult FinishFold(BestEpoch best)
    {
        var metrics = WithSize(progress.History[best.Epoch - 1].Values);
        learner.TakeBest();
        Join(metrics, "validation", learner.Task.MeasureEach(learner.Predict(split.Validation, batches.Size), split.Validation));
        return new(best.Score, best.Epoch, progress.Epoch, metrics, progress.Seconds);
    }

    private OrderedDictionary<string, double> WithSize(IReadOnlyDictionary<string, double> metrics) =>
        new(metrics) { [NetworkMetrics.Parameters] = NetworkState.ParameterCount(learner.Network) };

    private FoldResult FinishRefit()
    {
        var metrics = WithSize(progress.History[^1].Values);
        learner.KeepBest(); // the last: there are no validation rows to choose by
        var (rows, set) = split.Validation.Length > 0 ? (split.Validation, "test") : (split.Training, "train");
        var outputs = learner.Predict(rows, batches.Size);
        Join(metrics, set, learner.Task.Measure(outputs, rows));
        Join(metrics, set, learner.Task.MeasureEach(outputs, rows));
        if (split.Validation.Length > 0)
        {
            Join(metrics, set, learner.Task.Intervals(outputs, rows, seeds.Of("bootstrap")));
        }

        var (score, definition) = (metrics[$"{set}/{assignment.Definition.Objective.Metric}"], assignment.Definition);
        var names = data.Set.Targets switch { ClassTargets classes => classes.Names, ValueTargets values => values.Names, _ => [] };
        var features = (data.Set.Inputs as FloatInputs)?.FeatureNames ?? (data.Set.Inputs as SparseInputs)?.FeatureNames;
        var (source, group) = (definition.Data, definition.Data.Groups is { File: null } own ? own.Column : null);
        new SavedModel(definition.Model.Name, definition.Model.Fixed, assignment.Configuration, shape, names, variants,
            new(source.Format, source.Key, group, width, features))
            .Save(Path.Combine(assignment.ArtifactFolder, SavedModel.FileName), learner.Network);
        return new(score, progress.Epoch, progress.Epoch, metrics, progress.Seconds);
    }

    private void Save(params (string, IReadOnlyDictionary<string, Tensor>)[] sections)
    {
        using var scope = NewDisposeScope();
        Checkpoint.Write(assignment.ArtifactFolder, progress, sections, stepLosses);
    }
}
