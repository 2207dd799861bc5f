using Orchestrator.Contracts.Collections;
using Orchestrator.Contracts.Definitions;
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
    private readonly EncodingStage? encoding; // of an autoencoder
    private readonly Func<RankedFold, CancellationToken, EquatableList<int>>? rank; // of an elimination
    private readonly ModelDescription model;
    private readonly Inputs whole;      // with all columns
    private readonly Tensor stepLosses; // (steps of an epoch), read once an epoch
    private FoldProgress progress;

    public FoldTraining(FoldAssignment assignment, ModelDescription model, ModelSettings settings, LoadedData data, FoldProgress progress,
        TimeProvider clock, Func<RankedFold, CancellationToken, EquatableList<int>>? rank = null)
    {
        (this.assignment, this.settings, this.data, this.progress, this.clock) = (assignment, settings, data, progress, clock);
        (this.model, this.rank, whole) = (model, rank, data.Set.Inputs);
        width = data.Set.Inputs.RowShape[^1];
        split = data.PlanOf(assignment.Definition.CrossValidation, assignment.Definition.Seed).Split(assignment.Attempt.Fold);
        if (VariantFrequency.Choose(model, settings, data.Set, split, progress.Inputs) is { } kept)
        {
            (variants, this.data) = (kept, own = data.Select(kept));
        }

        shape = DataShape.Of(model, this.data.Set);
        var metrics = model.MetricsOf(shape.Task).ToArray();
        if (!metrics.Contains(assignment.Definition.Objective.Metric))
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
        seeds = new(assignment.Definition.Seed, assignment.Attempt.Fold, settings.Integer(TrainingHyperParameters.Restart));
        learner = CreateLearner(model);
        encoding = learner.Network is IAutoencoder network
            ? new(network, learner, this.data.Set.Targets, shape.Task, settings) : null;
        stepLosses = zeros(batches.Count, device: this.data.Device).DetachFromDisposeScope();
    }

    /// <summary>What the best epoch is chosen by.</summary>
    private ObjectiveDefinition Watched => encoding is null ? assignment.Definition.Objective : Reconstruction.Objective;

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

    private bool IsPaused => progress.Epoch >= assignment.PauseAfter;

    /// <summary>Trains to the end, or to where it is to pause, and returns what the fold reports.</summary>
    public FoldResult Train(IFoldListener listener, CancellationToken stop)
    {
        while (!IsOver && !IsPaused)
        {
            var (rows, time) = TrainEpoch(listener, stop);
            listener.OnEpoch(progress.Epoch, meter.Join(progress.History[^1].Values, rows, time));
        }

        if (!IsOver)
        {
            return Reached(progress.Best!); // goes on from the checkpoint of this epoch
        }

        Rank(stop);
        var result = IsRefit ? FinishRefit(stop) : FinishFold(progress.Best!, stop);
        progress = progress with { Result = result };
        Save(("best", learner.Best));
        return result;
    }

    /// <summary>Of an elimination, what the next round goes by. The network is that of the last epoch: which one is best the validation
    /// rows say, and they shall have no say in what the next round is trained on.</summary>
    private void Rank(CancellationToken stop)
    {
        if (rank is null)
        {
            return;
        }

        using var scope = NewDisposeScope();
        var network = ModelCatalog.Create(model.Name, settings, shape); // whoever ranks disposes of it
        NetworkState.Load(network, learner.Network.state_dict());
        progress = progress with { Ranking = rank(new(assignment, network, shape, data.Set, split, variants, whole, "cpu"), stop) };
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
        var order = data.Rows(EpochOrder.Of(assignment.Definition.Seed, assignment.Attempt.Fold, epoch, split.Training,
            settings.Integer(TrainingHyperParameters.InputOrder)));
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
        return [.. progress.History.Select(epoch => IsRefit
            ? epoch.Values["train/loss"] : Watched.AsLoss(epoch.Values[$"validation/{Watched.Metric}"]))];
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
        Join(metrics, "validation", encoding?.Measure(split.Validation, batches.Size) ?? Measured(split.Validation));
        var score = ScoreIn(metrics, Watched, epoch);
        var best = BestEpoch.After(progress.Best, epoch, score, Watched, assignment.Definition.Stopping.MinDelta);
        progress = progress with { Best = best };
        if (best.Epoch == epoch)
        {
            learner.KeepBest();
        }
    }

    private OrderedDictionary<string, double> Measured(int[] rows) =>
        learner.Task.Measure(learner.Predict(rows, batches.Size), rows);

    private double ScoreIn(OrderedDictionary<string, double> metrics, ObjectiveDefinition objective, int epoch)
    {
        var score = metrics[$"validation/{objective.Metric}"];
        return double.IsFinite(score) ? score
            : throw new DivergedException($"validation/{objective.Metric}", score, epoch,
                reason: UndefinedMetric.On(objective.Metric, data.Set.Targets, split.Validation));
    }

    private static void Join(OrderedDictionary<string, double> metrics, string set, IReadOnlyDictionary<string, double> measured)
    {
        foreach (var (name, value) in measured)
        {
            metrics[$"{set}/{name}"] = value;
        }
    }

    private FoldResult FinishFold(BestEpoch best, CancellationToken stop)
    {
        var metrics = WithSize(progress.History[best.Epoch - 1].Values);
        learner.TakeBest();
        if (encoding is not null)
        {
            GrowForest(metrics, stop);
        }

        var outputs = learner.Predict(split.Validation, batches.Size);
        if (encoding is not null)
        {
            Join(metrics, "validation", learner.Task.Measure(outputs, split.Validation));
        }

        Join(metrics, "validation", learner.Task.MeasureEach(outputs, split.Validation));
        var score = encoding is null ? best.Score : ScoreIn(metrics, assignment.Definition.Objective, best.Epoch);
        return new(score, best.Epoch, progress.Epoch, metrics, progress.Seconds);
    }

    /// <summary>The second stage of an autoencoder's fold: a forest on the encodings of the training rows, kept with the weights.</summary>
    private void GrowForest(OrderedDictionary<string, double> metrics, CancellationToken stop)
    {
        var began = clock.GetTimestamp();
        var outOfBag = encoding!.Grow(split.Training, batches.Size, progress.Best?.Epoch ?? progress.Epoch, seeds.Of("forest"), stop);
        if (double.IsFinite(outOfBag))
        {
            metrics["train/oob"] = outOfBag;
        }

        learner.KeepBest();
        progress = progress with { Seconds = progress.Seconds + clock.GetElapsedTime(began).TotalSeconds };
    }

    private FoldResult Reached(BestEpoch best) =>
        new(best.Score, best.Epoch, progress.Epoch, WithSize(progress.History[best.Epoch - 1].Values), progress.Seconds);

    private OrderedDictionary<string, double> WithSize(IReadOnlyDictionary<string, double> metrics) =>
        rank is null ? new(metrics) { [NetworkMetrics.Parameters] = NetworkState.ParameterCount(learner.Network) }
            : new(metrics)
            {
                [NetworkMetrics.Parameters] = NetworkState.ParameterCount(learner.Network),
                [EliminationDefinition.Parameter] = shape.Row[^1],
            };

    private FoldResult FinishRefit(CancellationToken stop)
    {
        var metrics = WithSize(progress.History[^1].Values);
        learner.KeepBest(); // the last: there are no validation rows to choose by
        var (rows, set) = split.Validation.Length > 0 ? (split.Validation, "test") : (split.Training, "train");
        if (encoding is not null)
        {
            GrowForest(metrics, stop);
            Join(metrics, set, encoding.Measure(rows, batches.Size));
        }

        var outputs = learner.Predict(rows, batches.Size);
        Join(metrics, set, learner.Task.Measure(outputs, rows));
        Join(metrics, set, learner.Task.MeasureEach(outputs, rows));
        if (split.Validation.Length > 0)
        {
            Join(metrics, set, learner.Task.Intervals(outputs, rows, seeds.Of("bootstrap")));
        }

        var trained = EliminationRound.HyperParameters(assignment.Definition, assignment.Configuration);
        SavedModel.Of(assignment.Definition, trained, shape, data.Set, variants, width)
            .Save(Path.Combine(assignment.ArtifactFolder, SavedModel.FileName), learner.Network);
        return new(metrics[$"{set}/{assignment.Definition.Objective.Metric}"], progress.Epoch, progress.Epoch, metrics, progress.Seconds);
    }

    private void Save(params (string, IReadOnlyDictionary<string, Tensor>)[] sections)
    {
        using var scope = NewDisposeScope();
        Checkpoint.Write(assignment.ArtifactFolder, progress, sections, stepLosses);
    }
}

/// <summary>Where the training of a fold stands: the part of a checkpoint that is no tensor.</summary>
/// <param name="Identity">What it is a checkpoint of.</param>
/// <param name="Epoch">Whole epochs trained.</param>
/// <param name="Step">Steps taken in the epoch after them.</param>
/// <param name="History">What was measured in each whole epoch.</param>
/// <param name="Best">The best epoch; null before the first, and in a refit.</param>
/// <param name="Seconds">Time spent in training, over all attempts.</param>
/// <param name="Result">What the fold reports, once it has ended.</param>
internal sealed record FoldProgress(
    string Identity, int Epoch, int Step, EquatableList<EpochMetrics> History, BestEpoch? Best, double Seconds, FoldResult? Result)
{
    /// <summary>Columns of the data that the fold is trained on, ascending; null = all that are frequent enough.</summary>
    public EquatableList<int>? Inputs { get; init; }

    /// <summary>Of an elimination: the columns that the network takes, the most important first, once the fold has ended.</summary>
    public EquatableList<int>? Ranking { get; init; }

    /// <summary>Before the first step.</summary>
    public static FoldProgress Start(string identity, EquatableList<int>? inputs = null) =>
        new(identity, 0, 0, [], null, 0, null) { Inputs = inputs };
}
