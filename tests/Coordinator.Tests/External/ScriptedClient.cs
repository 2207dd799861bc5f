using Akka.Actor;
using Orchestrator.Contracts.Api.External;
using Orchestrator.Contracts.Definitions;
using Orchestrator.Contracts.Identifiers;
using Orchestrator.Contracts.Messages;
using Orchestrator.Contracts.SearchSpaces;
using Orchestrator.Contracts.Trials;
using Orchestrator.Coordinator.External;
using Orchestrator.Coordinator.Tests.Scripted;

namespace Orchestrator.Coordinator.Tests.External;

/// <summary>A client that trains: its scores are those of <see cref="Script"/>.</summary>
internal sealed class ScriptedClient(CoordinatorHarness harness, string name = "anna")
{
    /// <summary>The sample sweep, for clients.</summary>
    public static SweepDefinition Definition(
        int trials = 6, int parallel = 1, string algorithm = "bayesian", int folds = 3, int retries = 2, int lease = 60)
    {
        var sample = Sample.Definition(trials, parallel, algorithm, folds, retries);
        return sample with
        {
            Data = new DataDefinition(DataDefinition.Unnamed, DataDefinition.Opaque),
            Model = new ModelDefinition("external", Configuration.Empty, External: new ExternalDefinition(lease)),
            CrossValidation = new CrossValidationDefinition(folds, Stratified: false, TestFraction: 0),
        };
    }

    /// <summary>Asks once.</summary>
    public Task<Asked> AskAsync(string? key = null, int count = 1, double wait = 20) =>
        harness.AskAsync<Asked>(new AskFolds(harness.Sweep, name, key ?? Guid.NewGuid().ToString("N"), count, wait));

    /// <summary>A fold; there is one.</summary>
    public async Task<Suggestion> TakeAsync(string? key = null) => (await AskAsync(key)).Suggestions.ShouldHaveSingleItem();

    /// <summary>Tells a message.</summary>
    public Task<AttemptStanding> TellAsync(AttemptId attempt, WorkerMessage? message = null) =>
        harness.AskAsync<AttemptStanding>(new ReportAttempt(harness.Sweep, attempt, message));

    /// <summary>Tells a result.</summary>
    public Task<AttemptStanding> CompleteAsync(Suggestion given, double? score = null) =>
        TellAsync(IdOf(given), new FoldCompleted(harness.Sweep, IdOf(given), Result(given, score)));

    /// <summary>Tells a failure.</summary>
    public Task<AttemptStanding> FailAsync(Suggestion given, FailureKind kind = FailureKind.Error) =>
        TellAsync(IdOf(given), new FoldFailed(harness.Sweep, IdOf(given), kind, "The matrix is singular."));

    /// <summary>Tells the objective after an epoch.</summary>
    public Task<AttemptStanding> MeasureAsync(Suggestion given, int epoch, double score) => TellAsync(IdOf(given),
        new EpochMeasured(harness.Sweep, IdOf(given), epoch, new Dictionary<string, double> { ["validation/score"] = score }));

    /// <summary>Trains whatever there is, until the sweep has ended.</summary>
    public async Task<int> WorkAsync()
    {
        for (var done = 0; ; done++)
        {
            var asked = await AskAsync();
            if (asked.Status is SweepStatus.Completed or SweepStatus.Cancelled)
            {
                return done;
            }

            foreach (var given in asked.Suggestions)
            {
                await CompleteAsync(given);
            }
        }
    }

    public static AttemptId IdOf(Suggestion given) => AttemptName.Parse(given.Attempt)!.Value;

    private static FoldResult Result(Suggestion given, double? score)
    {
        var (x, n) = (given.Parameters["x"].Number, given.Parameters["n"].Number);
        var value = score ?? Math.Exp(-x * x) + (given.Parameters["kind"].Text == "a" ? 0.1 : 0) - Math.Abs(n - 5) / 20
            + Math.Sin(given.Fold) / 100;
        return new FoldResult(value, 1, 1, new Dictionary<string, double> { ["validation/score"] = value }, 0);
    }
}
