using Orchestrator.Contracts.Definitions;
using Orchestrator.Contracts.Identifiers;
using Orchestrator.Contracts.SearchSpaces;
using Orchestrator.Contracts.Trials;
using Orchestrator.Search;
using Orchestrator.Search.Samplers;
using Orchestrator.Sweeps;

namespace Orchestrator.Coordinator.Tests.Scripted;

/// <summary>A sweep to which everything happens that can happen to one, in an order that a seed decides; and each step of it.</summary>
internal sealed class RandomWalk
{
    private static readonly string[] Reasons = ["Exit code 139.", "He said \"no\".\n\t– and ended ☠", "NaN"];
    private static readonly DateTimeOffset Dawn = new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.FromHours(2)).AddTicks(1234567);
    private readonly Random random;
    private readonly ISampler sampler;
    private DateTimeOffset now = Dawn;

    public RandomWalk(SweepDefinition definition, int seed)
    {
        random = new Random(seed);
        sampler = SamplerRegistry.Create("random", definition.Space, (ulong)seed);
        Play(new PlanSweep(new SweepId("walk-1"), definition, "abc", now, [new LeakageFinding(Kinship.Copies, 3, 1, [])]));
        while (Steps.Count < 5000 && (!State.Ended || Extension() is not null))
        {
            Play(State.Ended ? Extension()! : Next());
        }
    }

    /// <summary>A command, and what it met and brought about.</summary>
    public sealed record Step(SweepState Before, SweepCommand Command, IReadOnlyList<SweepEvent> Events);

    public List<Step> Steps { get; } = [];

    public SweepState State { get; private set; } = SweepState.Empty;

    public IReadOnlyList<SweepEvent> Events => [.. Steps.SelectMany(step => step.Events)];

    private void Play(SweepCommand command)
    {
        var events = SweepDecider.Decide(State, command);
        Steps.Add(new Step(State, command, events));
        State = events.Aggregate(State, SweepEvolution.Apply);
        now += TimeSpan.FromTicks(random.Next(1, 100_000_000));
    }

    // Each sweep whose plan was fulfilled gets a few more trials.
    private ExtendSweep? Extension() =>
        State.Definition.Search.Trials < 15 && SweepExtension.Objection(State, State.Definition.Search.Trials + 2) is null
            ? new ExtendSweep(State.Definition.Search.Trials + 2, "anna", now) : null;

    private SweepCommand Next()
    {
        if (Happens(.01))
        {
            return new MoveData(State.Definition.Data with { Path = $"/data-{random.Next(5)}.csv" }, now);
        }

        if (Happens(.01))
        {
            var wanted = sampler.Suggest(SuggestionRequests.For(State, State.Trials.Count))!;
            return new EnqueueTrial(wanted, "anna", Happens(.5) ? $"key-{random.Next(3)}" : null, now);
        }

        if (State.Pause is not null && Happens(.3))
        {
            return new ContinueSweep("anna", null, now);
        }

        if (Happens(.02))
        {
            return new PauseSweep("anna", Happens(.5) ? Any(Reasons) : null, Happens(.5), now);
        }

        if (Steps[^1].Command is ResumeSweep)
        {
            return new ClaimSweep("head-1:7071", now);
        }

        if (Happens(.02))
        {
            return new ResumeSweep(now, KeepsLeases: Happens(.5));
        }

        if (Happens(.001))
        {
            return new CancelSweep(Any(Reasons), now);
        }

        if (Happens(.02) && !State.Open.IsEmpty)
        {
            return new PruneTrial(Any(State.Open), Any(Reasons), now);
        }

        if (Happens(.02) && State.Trials.Count > 0)
        {
            return new CompleteAttempt(new AttemptId(new FoldId(State.Trials.Count - 1, 0), 77), Result(), now); // it holds no lease
        }

        var leased = State.Leased().ToArray();
        if (State.WantedTrial() is { } trial && Happens(.5))
        {
            return Suggest(trial);
        }

        if (State.Ready().ToArray() is { Length: > 0 } ready && (leased.Length == 0 || (leased.Length < 5 && Happens(.5))))
        {
            return new StartAttempt(Any(ready).Id, new SlotId($"gpu-{random.Next(3)}", random.Next(4)), now);
        }

        return leased.Length == 0 ? new ContinueSweep("anna", "It must come to its end.", now) : Conclude(Any(leased).Lease!.Id);
    }

    private SuggestTrial Suggest(int trial)
    {
        var request = SuggestionRequests.ToSampler(State, trial);
        var parents = State.Trials.Take(State.Definition.Search.Seen(trial)).Where(t => t.Status == WorkStatus.Completed).ToArray();
        var parent = State.Definition.Search.Population is not null && parents.Length > 0 && Happens(.7) ? Any(parents).Number : (int?)null;
        return new SuggestTrial(trial, SuggestionRequests.Enqueued(State, trial) ?? (Happens(.01) ? null : sampler.Suggest(request)), now,
            parent);
    }

    private SweepCommand Conclude(AttemptId attempt) => Happens(.85)
        ? new CompleteAttempt(attempt, Result(), now)
        : new FailAttempt(attempt,
            Any([FailureKind.Crashed, FailureKind.Error, FailureKind.Interrupted, FailureKind.OutOfMemory, FailureKind.Diverged]),
            Any(Reasons), now);

    private FoldResult Result() => new(
        Happens(.03) ? double.NaN : random.NextDouble(), random.Next(1, 4), 4,
        new Dictionary<string, double>
        {
            ["validation/auc"] = random.NextDouble() / 3,
            ["parameters"] = random.Next(1000),
            ["test/auc.low"] = double.NegativeInfinity
        },
        random.NextDouble() * 1e-7);

    private bool Happens(double probability) => random.NextDouble() < probability;

    private T Any<T>(IReadOnlyCollection<T> choices) => choices.ElementAt(random.Next(choices.Count));
}
