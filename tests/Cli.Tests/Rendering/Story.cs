using Orchestrator.Contracts.Collections;
using Orchestrator.Contracts.Definitions;
using Orchestrator.Contracts.Identifiers;
using Orchestrator.Contracts.SearchSpaces;
using Orchestrator.Contracts.Trials;
using Orchestrator.Sweeps;

namespace Orchestrator.Cli.Tests.Rendering;

/// <summary>Plays commands against the core, a minute each, to have sweeps to look at.</summary>
internal sealed class Story
{
    private static readonly DateTimeOffset Dawn = new(2026, 1, 1, 6, 0, 0, TimeSpan.Zero);

    private Story(SweepDefinition definition) => Play(new PlanSweep(new SweepId("splice-1"), definition, "abc", Dawn));

    public SweepState State { get; private set; } = SweepState.Empty;

    public List<SweepEvent> Events { get; } = [];

    public List<MeasurementRow> Measurements { get; } = [];

    public DateTimeOffset Now { get; private set; } = Dawn;

    public static SweepDefinition Definition(int trials = 3, int folds = 2, double test = 0.2) => new(
        "splice",
        7,
        new DataDefinition("/data/splice.fasta", "fasta"),
        new ModelDefinition("sequence-cnn", Configuration.Empty),
        new SearchDefinition("bayesian", trials),
        new SearchSpace(new Parameter[]
        {
            new FloatParameter("learning_rate", 1e-4, 1e-2, Log: true),
            new IntParameter("filters", 16, 65536),
            new CategoricalParameter("pooling", ["max", "a,\"b\""]),
        }.ToEquatableList()),
        new CrossValidationDefinition(folds, true, test),
        new ObjectiveDefinition("accuracy", Direction.Maximize),
        new StoppingDefinition(12),
        new ResourcesDefinition(Retries: 1));

    public static Story Begin(int trials = 3, int folds = 2, double test = 0.2) => new(Definition(trials, folds, test));

    /// <summary>Trial 0 is good, trial 1 better after a crash, trial 2 diverges, the refit scores 0.95: one of everything.</summary>
    public static Story Whole(double test = 0.2)
    {
        var story = Begin(test: test);
        story.Suggest(0.00123456789, 64, "max");
        story.Run(0, 0.9, 0.92);
        story.Suggest(0.0005, 20000, "a,\"b\"");
        var crashed = story.Start(1, 0);
        story.Play(new FailAttempt(crashed, FailureKind.Crashed, "Exit code 139, it said\n\"no\".", story.Now));
        story.Run(1, 0.95, 0.9375);
        story.Suggest(0.01, 16, "max");
        var diverged = story.Start(2, 0);
        story.Play(new FailAttempt(diverged, FailureKind.Diverged, "The loss is NaN in epoch 2.", story.Now));
        var refit = story.Start(1, FoldId.RefitFold);
        story.Play(new CompleteAttempt(refit, Result(0.9512, 6), story.Now));
        return story;
    }

    /// <summary>Accuracy against the number of weights: trials 0 and 2 are the front, trial 1 is beaten by trial 0.</summary>
    public static Story TwoGoals()
    {
        var story = new Story(Definition() with
        {
            Search = new SearchDefinition("parego", 3),
            AdditionalObjectives = [new ObjectiveDefinition("parameters", Direction.Minimize)],
        });
        (int Filters, double[] Accuracies, double Parameters)[] trials =
            [(64, [0.9, 0.92], 12_000), (32, [0.8, 0.8], 23_456_789), (16, [0.7, 0.7], 3000)];
        for (var trial = 0; trial < trials.Length; trial++)
        {
            story.Suggest(0.001, trials[trial].Filters, "max");
            for (var fold = 0; fold < 2; fold++)
            {
                story.Finish(trial, fold, trials[trial].Accuracies[fold], trials[trial].Parameters);
            }
        }
        story.Play(new CompleteAttempt(story.Start(0, FoldId.RefitFold), Result(0.93, 6), story.Now));
        return story;
    }

    public void Suggest(double learningRate, int filters, string pooling) =>
        Play(new SuggestTrial(State.WantedTrial().ShouldNotBeNull(), Configuration.Empty
            .With("learning_rate", ParameterValue.Of(learningRate)).With("filters", ParameterValue.Of(filters))
                .With("pooling", ParameterValue.Of(pooling)), Now));

    public AttemptId Start(int trial, int fold)
    {
        Play(new StartAttempt(new FoldId(trial, fold), new SlotId("local", Math.Max(0, fold)), Now));
        return State.Find(new FoldId(trial, fold))!.Lease.ShouldNotBeNull().Id;
    }

    public void Run(int trial, params double[] scores)
    {
        for (var fold = 0; fold < scores.Length; fold++)
        {
            Finish(trial, fold, scores[fold]);
        }
    }

    public void Finish(int trial, int fold, double score, double parameters = 500)
    {
        var attempt = Start(trial, fold);
        for (var epoch = 1; epoch <= 4; epoch++)
        {
            Measurements.Add(Row(attempt, epoch, "train/loss", 1.0 / epoch));
            Measurements.Add(Row(attempt, epoch, "validation/accuracy", score - 0.1 * Math.Abs(epoch - 3)));
        }
        Play(new CompleteAttempt(attempt, Result(score, 3, parameters), Now));
    }

    public void Wait(int minutes) => Now += TimeSpan.FromMinutes(minutes);

    public void Complete(AttemptId attempt, double score) => Play(new CompleteAttempt(attempt, Result(score, 3), Now));

    public void Play(SweepCommand command)
    {
        var events = SweepDecider.Decide(State, command);
        State = events.Aggregate(State, SweepEvolution.Apply);
        Events.AddRange(events);
        Now += TimeSpan.FromMinutes(1);
    }

    private static FoldResult Result(double score, int best, double parameters = 500) =>
        new(score, best, 4, new Dictionary<string, double>
        { ["validation/accuracy"] = score, ["validation/loss"] = 0.25, ["parameters"] = parameters }, 12.5);

    private static MeasurementRow Row(AttemptId attempt, int epoch, string metric, double value) =>
        new(new SweepId("splice-1"), attempt.Fold.Trial, attempt.Fold.Fold, attempt.Attempt, epoch, metric, value);
}
