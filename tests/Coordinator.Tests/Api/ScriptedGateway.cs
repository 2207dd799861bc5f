using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using System.Threading.Channels;
using Orchestrator.Contracts.Api;
using Orchestrator.Contracts.Definitions;
using Orchestrator.Contracts.Identifiers;
using Orchestrator.Contracts.SearchSpaces;
using Orchestrator.Contracts.Trials;
using Orchestrator.Contracts.Validation;
using Orchestrator.Coordinator.Api;
using Orchestrator.Search;
using Orchestrator.Sweeps;

namespace Orchestrator.Coordinator.Tests.Api;

/// <summary>A coordinator that says what the test tells it to say.</summary>
internal sealed class ScriptedGateway : ICoordinatorGateway
{
    /// <summary>A model that is a surface of three hyper-parameters, beside what the registries of searches know.</summary>
    public static readonly DefinitionVocabulary Analytic = SearchVocabulary.With(
        [
            new ModelWords(
                "analytic",
                [
                    Setting(new FloatParameter("x", -10, 10)), Setting(new FloatParameter("y", -10, 10)),
                        Setting(new IntParameter("n", 1, 100)),
                    Setting(new CategoricalParameter("kind", ["a", "b", "c"])),
                ],
                [new MetricWords("loss", Direction.Minimize), new MetricWords("score", Direction.Maximize)]),
        ],
        ["csv", "npz"], [new MetricWords("parameters", Direction.Minimize)], ["saliency", "occlusion"]);

    private readonly ConcurrentDictionary<SweepId, SweepState> sweeps = [];
    private readonly TaskCompletionSource watchLeft = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Exception? Failure { get; set; }

    public DefinitionVocabulary Vocabulary { get; init; } = Analytic;

    public List<SweepDefinition> SubmittedDefinitions { get; } = [];

    /// <summary>What a submission is answered besides the id.</summary>
    public IReadOnlyList<string>? Remarks { get; set; }

    /// <summary>Of each request to submit, also of those that fail.</summary>
    public List<string> SubmissionKeys { get; } = [];

    /// <summary>How the first submissions fail.</summary>
    public Queue<Exception> FailuresFirst { get; } = [];

    public List<(SweepId Sweep, string Reason)> Cancelled { get; } = [];

    public List<MeasurementRow> Measurements { get; } = [];

    public List<NodeStatus> Nodes { get; } = [];

    public List<string> Drained { get; } = [];

    /// <summary>Whether a sweep does what it is told.</summary>
    public bool Obeys { get; set; } = true;

    /// <summary>Whether nodes confirm what they are told.</summary>
    public bool NodesAnswer { get; set; } = true;

    public Channel<SweepNotice> Notices { get; set; } = Channel.CreateUnbounded<SweepNotice>();

    /// <summary>Completes when a watcher is gone.</summary>
    public Task WatchLeft => watchLeft.Task;

    public void Add(params SweepEvent[] events)
    {
        var state = events.Aggregate(SweepState.Empty, SweepEvolution.Apply);
        sweeps[state.Id] = state;
    }

    private static HyperParameterWords Setting(Parameter allowed) =>
        new(allowed, ParameterWords.RangeOf(allowed), KeepsShape: allowed is FloatParameter);

    private void Tell(SweepId sweep, SweepCommand command) =>
        sweeps[sweep] = SweepDecider.Decide(sweeps[sweep], command).Aggregate(sweeps[sweep], SweepEvolution.Apply);

    public Task<Submitted> SubmitAsync(SweepDefinition definition, string submissionKey, CancellationToken cancellationToken)
    {
        SubmissionKeys.Add(submissionKey);
        if (FailuresFirst.TryDequeue(out var first))
        {
            throw first;
        }

        if (Failure is not null)
        {
            throw Failure;
        }

        SubmittedDefinitions.Add(definition);
        var id = new SweepId($"{definition.Name}-1");
        Add(new SweepPlanned(id, definition, "fingerprint", DateTimeOffset.UnixEpoch, Submission: submissionKey));
        return Task.FromResult(new Submitted(id, Remarks));
    }

    public Task<IReadOnlyList<SweepSummary>> ListAsync(CancellationToken cancellationToken) =>
        Failure is null ? Task.FromResult<IReadOnlyList<SweepSummary>>([.. sweeps.Values.Select(SweepSummaries.Summarize)]) : throw Failure;

    /// <summary>Why sweeps wait.</summary>
    public Dictionary<SweepId, string> Waiting { get; } = [];

    /// <summary>Completes when the scheduler answers; null = at once.</summary>
    public Task? SchedulerAnswers { get; set; }

    /// <summary>How often the scheduler was asked.</summary>
    public int SchedulerAsked { get; private set; }

    public async Task<IReadOnlyDictionary<SweepId, string>> ObstaclesAsync(CancellationToken cancellationToken)
    {
        SchedulerAsked++;
        await (SchedulerAnswers ?? Task.CompletedTask);
        return Waiting;
    }

    public Task<SweepState?> FindAsync(SweepId sweep, CancellationToken cancellationToken) =>
        Task.FromResult(sweeps.GetValueOrDefault(sweep));

    public Task<IReadOnlyList<MeasurementRow>> MeasurementsAsync(SweepId sweep, int? trial, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<MeasurementRow>>([.. Measurements.Where(m => trial is null || m.Trial == trial)]);

    public Task CancelAsync(SweepId sweep, string reason, CancellationToken cancellationToken)
    {
        Cancelled.Add((sweep, reason));
        if (Obeys && sweeps.ContainsKey(sweep))
        {
            Tell(sweep, new CancelSweep(reason, DateTimeOffset.UnixEpoch));
        }

        return Task.CompletedTask;
    }

    public Task ExtendAsync(SweepId sweep, Extension extension, CancellationToken cancellationToken)
    {
        if (!Obeys)
        {
            throw new SweepRefusedException("its data is gone");
        }

        Tell(sweep, new ExtendSweep(extension.Trials, extension.By, DateTimeOffset.UnixEpoch));
        return Task.CompletedTask;
    }

    public Task EnqueueAsync(SweepId sweep, Configuration configuration, Enqueueing enqueueing, CancellationToken cancellationToken)
    {
        if (Obeys)
        {
            Tell(sweep, new EnqueueTrial(configuration, enqueueing.By, enqueueing.Key, DateTimeOffset.UnixEpoch));
        }

        return Task.CompletedTask;
    }

    public Task<Cleaned> CleanAsync(SweepId sweep, Cleaning cleaning, CancellationToken cancellationToken) =>
        sweeps[sweep].Ended ? Task.FromResult(new Cleaned(sweep, cleaning.Keep?.Best ?? 0, sweeps[sweep].Trials.Count, 1 << 20))
            : throw new SweepRefusedException($"Sweep '{sweep}' has not ended.");

    public Task PauseAsync(SweepId sweep, Pausing pausing, CancellationToken cancellationToken)
    {
        if (Obeys)
        {
            Tell(sweep, new PauseSweep(pausing.By, pausing.Reason, pausing.StopRunning, DateTimeOffset.UnixEpoch));
        }

        return Task.CompletedTask;
    }

    public Task ContinueAsync(SweepId sweep, Continuation continuation, CancellationToken cancellationToken)
    {
        if (Obeys)
        {
            Tell(sweep, new ContinueSweep(continuation.By, continuation.Reason, DateTimeOffset.UnixEpoch));
        }

        return Task.CompletedTask;
    }

    public Task<IReadOnlyList<NodeStatus>> NodesAsync(CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<NodeStatus>>(Nodes);

    public Task<bool> DrainNodeAsync(string name, TimeSpan timeout, CancellationToken cancellationToken)
    {
        Drained.Add(name);
        return Task.FromResult(NodesAnswer);
    }

    public async IAsyncEnumerable<SweepNotice> WatchAsync(SweepId sweep, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        try
        {
            await foreach (var notice in Notices.Reader.ReadAllAsync(cancellationToken))
            {
                yield return notice;
            }
        }
        finally
        {
            watchLeft.TrySetResult();
        }
    }
}
