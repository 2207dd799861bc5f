using Orchestrator.Contracts.Collections;
using Orchestrator.Contracts.Definitions;
using Orchestrator.Contracts.Identifiers;
using Orchestrator.Contracts.Messages;
using Orchestrator.Contracts.SearchSpaces;
using Orchestrator.Contracts.Trials;
using Orchestrator.Sweeps;

namespace Orchestrator.Browser.Tests.Samples;

/// <summary>Plays commands against the core, so that there is a sweep to look at: its events and measurements.</summary>
internal sealed class PlayedSweep
{
    private readonly Random random = new(5);
    private readonly SweepId id;

    public PlayedSweep(string id, SweepDefinition definition, DateTimeOffset start, params LeakageFinding[] leakage)
    {
        (this.id, Now) = (new SweepId(id), start);
        Play(new PlanSweep(this.id, definition, "9f86d081884c7d659a2feaa0c55ad015", Now, leakage.ToEquatableList()));
    }

    public SweepState State { get; private set; } = SweepState.Empty;

    public List<SweepEvent> Events { get; } = [];

    public List<MeasurementRow> Measurements { get; } = [];

    public List<FoldLogged> Logs { get; } = [];

    public DateTimeOffset Now { get; private set; }

    private SweepDefinition Definition => State.Definition;

    /// <summary>A trial from its suggestion to its end, two folds at a time.</summary>
    /// <param name="setting">Value of each hyper-parameter.</param>
    /// <param name="score">About what its folds score.</param>
    /// <param name="further">Its score in the second objective.</param>
    public void Trial(Func<Parameter, ParameterValue> setting, double score, double further = 0)
    {
        var trial = Suggest(setting);
        for (var fold = 0; fold < Definition.CrossValidation.Splits; fold++)
        {
            Complete(Start(trial, fold, fold % 2), score + 0.012 * (random.NextDouble() - 0.5), further);
        }
    }

    /// <summary>Chooses a trial.</summary>
    /// <returns>Its number.</returns>
    public int Suggest(Func<Parameter, ParameterValue> setting)
    {
        var number = State.WantedTrial() ?? throw new InvalidOperationException("No trial is wanted.");
        var configuration = Definition.Space.Parameters.Aggregate(Configuration.Empty, (made, p) => made.With(p.Name, setting(p)));
        Play(new SuggestTrial(number, configuration, Now));
        return number;
    }

    /// <summary>Leases a fold.</summary>
    public AttemptId Start(int trial, int fold, int slot, string node = "local")
    {
        Play(new StartAttempt(new FoldId(trial, fold), new SlotId(node, slot), Now));
        Now += TimeSpan.FromSeconds(2);
        return State.Find(new FoldId(trial, fold))!.Lease!.Id;
    }

    /// <summary>Ends an attempt well, with a learning curve.</summary>
    public void Complete(AttemptId attempt, double score, double further = 0)
    {
        var epochs = Measure(attempt, score, Definition.Stopping.Epochs);
        Now += TimeSpan.FromSeconds(20 + 15 * random.NextDouble());
        var metric = Definition.Objective.Metric;
        var metrics = new Dictionary<string, double>
        {
            [$"validation/{metric}"] = score,
            ["validation/loss"] = 1 - score,
            [$"test/{metric}.low"] = score - 0.012,
            [$"test/{metric}.high"] = score + 0.011,
        };
        if (Definition.AdditionalObjectives is [var second, ..])
        {
            metrics[second.Metric] = further;
        }
        Play(new CompleteAttempt(attempt, new FoldResult(score, epochs - 1, epochs, metrics, 30 + 10 * random.NextDouble()), Now));
    }

    /// <summary>Ends an attempt badly.</summary>
    public void Fail(AttemptId attempt, FailureKind kind, string reason)
    {
        Now += TimeSpan.FromSeconds(9);
        Play(new FailAttempt(attempt, kind, reason, Now));
    }

    /// <summary>Writes an attempt's measurements of its first epochs.</summary>
    public int Measure(AttemptId attempt, double score, int epochs)
    {
        for (var epoch = 1; epoch <= epochs; epoch++)
        {
            var value = attempt.Fold.IsRefit ? 1.2 / epoch
                : score - 0.35 * Math.Exp(-0.55 * epoch) - (epoch == epochs ? 0.004 : 0) + 0.004 * random.NextDouble();
            Measurements.Add(Row(attempt, epoch, $"validation/{Definition.Objective.Metric}", value));
            Measurements.Add(Row(attempt, epoch, "train/loss", 1.1 / epoch));
        }
        return epochs;
    }

    /// <summary>Writes what an attempt's worker printed.</summary>
    public void Print(AttemptId attempt, params string[] lines) => Logs.Add(new FoldLogged(
        id, attempt, [.. lines.Select((line, k) => new LogLine(k < 3 ? k + 1 : k + 500, Now, line))], 3, 503));

    public void Wait(TimeSpan span) => Now += span;

    public void Play(SweepCommand command)
    {
        var events = SweepDecider.Decide(State, command);
        State = events.Aggregate(State, SweepEvolution.Apply);
        Events.AddRange(events);
    }

    private MeasurementRow Row(AttemptId attempt, int epoch, string metric, double value) =>
        new(id, attempt.Fold.Trial, attempt.Fold.Fold, attempt.Attempt, epoch, metric, value);
}
