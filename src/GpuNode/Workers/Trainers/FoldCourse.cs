using System.Globalization;
using Orchestrator.Contracts.Definitions;
using Orchestrator.Contracts.Messages;
using Orchestrator.Contracts.Trials;
using Orchestrator.Models.Training;

namespace Orchestrator.GpuNode.Workers.Trainers;

/// <summary>How far a fold has come that a command trains, by the rules by which registered models are trained: best epoch, patience,
/// rungs, and what a result consists of.</summary>
/// <param name="assignment">The fold.</param>
/// <param name="start">Where it stands at the beginning.</param>
internal sealed class FoldCourse(FoldAssignment assignment, TrainerProgress start)
{
    private const string ResourcePrefix = "resource/"; // of the machine, and in no result

    private readonly SweepDefinition definition = assignment.Definition;
    private bool begun;

    /// <summary>Where it stands.</summary>
    public TrainerProgress Progress { get; private set; } = start;

    /// <summary>Whether patience has run out.</summary>
    public bool IsStale => Progress.Best?.IsStale(Progress.Epoch, definition.Stopping.Patience) ?? false;

    /// <summary>Whether it has come to where it is to pause.</summary>
    public bool IsPaused => Progress.Epoch >= assignment.PauseAfter && Progress.Epoch < assignment.Epochs;

    /// <summary>Whether epochs are left.</summary>
    public bool IsShort => Progress.Epoch < assignment.Epochs;

    /// <summary>Whether nothing more of it is wanted.</summary>
    public bool IsOver => IsStale || IsPaused;

    private bool IsRefit => assignment.Attempt.Fold.IsRefit;

    // What a plain name is measured on.
    private string Set => !IsRefit ? "validation" : definition.HasTestRows ? "test" : "train";

    /// <summary>Takes an epoch in.</summary>
    /// <returns>The epochs to tell of: this one, and those before it that this attempt was handed.</returns>
    /// <exception cref="FormatException">It is not the next one, or lacks what the sweep needs; the message is a sentence.</exception>
    /// <exception cref="DivergedException">The objective is not finite.</exception>
    public IReadOnlyList<EpochMetrics> Take(EpochReport report)
    {
        var earlier = begun ? [] : Progress.History;
        if (report.Epoch == 1 && !begun)
        {
            earlier = [];
            Progress = TrainerProgress.Start(Progress.Identity, Progress.Seconds); // it has not gone on from its checkpoint
        }

        if (report.Epoch != Progress.Epoch + 1)
        {
            throw new FormatException(string.Create(CultureInfo.InvariantCulture,
                $"The trainer told of epoch {report.Epoch} where epoch {Progress.Epoch + 1} was due."));
        }

        if (report.Epoch > assignment.Epochs)
        {
            throw new FormatException(string.Create(CultureInfo.InvariantCulture,
                $"The trainer told of epoch {report.Epoch}, where the fold has {assignment.Epochs}."));
        }

        var told = new EpochMetrics(report.Epoch, Named(report.Metrics));
        var best = IsRefit ? null
            : BestEpoch.After(Progress.Best, report.Epoch, Score(told), definition.Objective, definition.Stopping.MinDelta);
        var kept = new EpochMetrics(report.Epoch, Lasting(told.Values));
        begun = true;
        Progress = Progress with { Epoch = report.Epoch, History = [.. Progress.History, kept], Best = best };
        return [.. earlier, told];
    }

    /// <summary>The epochs that this attempt was handed and has not told of yet.</summary>
    public IReadOnlyList<EpochMetrics> Untold()
    {
        IReadOnlyList<EpochMetrics> untold = begun ? [] : Progress.History;
        begun = true;
        return untold;
    }

    /// <summary>What the fold reports.</summary>
    /// <param name="last">What the trainer says at its end; null = nothing.</param>
    /// <param name="seconds">Time spent in training, over all attempts.</param>
    /// <exception cref="FormatException">It lacks what the sweep needs; the message is a sentence.</exception>
    /// <exception cref="DivergedException">The objective is not finite.</exception>
    public FoldResult Result(ResultReport? last, double seconds)
    {
        if (last is null && IsShort && !IsOver && Progress.Epoch > 0)
        {
            throw new FormatException(string.Create(CultureInfo.InvariantCulture,
                $"The trainer ended after {Progress.Epoch} of {assignment.Epochs} epochs without a result."));
        }

        var best = last?.Epoch ?? Progress.Best?.Epoch ?? Progress.Epoch;
        if (best > Math.Max(1, Progress.Epoch))
        {
            throw new FormatException(string.Create(CultureInfo.InvariantCulture,
                $"The trainer's result is of epoch {best}, where it told of {Progress.Epoch}."));
        }

        var metrics = best > 0 && best <= Progress.Epoch ? new OrderedDictionary<string, double>(Progress.History[best - 1].Values) : [];
        foreach (var (name, value) in Lasting(Named(last?.Metrics ?? new Dictionary<string, double>())))
        {
            metrics[name] = value;
        }

        foreach (var objective in IsRefit ? [definition.Objective] : definition.Objectives)
        {
            if (!metrics.ContainsKey($"{Set}/{objective.Metric}"))
            {
                throw new FormatException($"The trainer ended without telling '{objective.Metric}', which the sweep optimises"
                    + (metrics.Count == 0 ? "; it told no metrics at all." : $"; it told {string.Join(", ", metrics.Keys)}."));
            }
        }

        var score = Score(new EpochMetrics(Math.Max(1, best), metrics));
        return new FoldResult(score, Math.Max(1, best), Math.Max(1, Progress.Epoch), metrics, seconds);
    }

    /// <summary>Takes note of a checkpoint.</summary>
    /// <param name="epoch">Whole epochs that it holds.</param>
    /// <param name="name">Relative to the output folder.</param>
    /// <param name="seconds">Time spent in training.</param>
    /// <returns>What is to be written.</returns>
    /// <exception cref="FormatException">It holds more than was told; the message is a sentence.</exception>
    public TrainerProgress At(int epoch, string name, double seconds)
    {
        if (epoch > Progress.Epoch)
        {
            throw new FormatException(string.Create(CultureInfo.InvariantCulture,
                $"The trainer named a checkpoint of epoch {epoch}, where it told of {Progress.Epoch}."));
        }

        // The best among those that it holds: later ones come again.
        var history = Progress.History.Take(epoch).ToArray();
        var best = IsRefit ? null : history.Aggregate((BestEpoch?)null, (before, next) =>
            BestEpoch.After(before, next.Epoch, Score(next), definition.Objective, definition.Stopping.MinDelta));
        return Progress with
        {
            Epoch = epoch,
            History = [.. history],
            Best = best,
            Seconds = seconds,
            Checkpoint = name,
            Files = [],
        };
    }

    private double Score(EpochMetrics told)
    {
        var name = $"{Set}/{definition.Objective.Metric}";
        return !told.Values.TryGetValue(name, out var score)
            ? throw new FormatException(
                $"The trainer told of an epoch without '{definition.Objective.Metric}', which the sweep optimises; it told "
                    + $"{string.Join(", ", told.Values.Keys)}.")
            : double.IsFinite(score) ? score : throw new DivergedException(name, score, told.Epoch);
    }

    private OrderedDictionary<string, double> Named(IReadOnlyDictionary<string, double> metrics)
    {
        var named = new OrderedDictionary<string, double>();
        foreach (var (name, value) in metrics)
        {
            named[name.Contains('/', StringComparison.Ordinal) ? name : $"{Set}/{name}"] = value;
        }

        return named;
    }

    private static OrderedDictionary<string, double> Lasting(IReadOnlyDictionary<string, double> metrics) =>
        new(metrics.Where(metric => !metric.Key.StartsWith(ResourcePrefix, StringComparison.Ordinal)));
}
