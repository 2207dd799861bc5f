using Orchestrator.Contracts.Api.External;
using Orchestrator.Contracts.Definitions;
using Orchestrator.Contracts.Identifiers;
using Orchestrator.Contracts.Messages;
using Orchestrator.Contracts.Trials;
using Orchestrator.Coordinator.Api;
using Orchestrator.Coordinator.Tests.Scripted;

namespace Orchestrator.Coordinator.Tests.Api.Documentation;

/// <summary>A sweep of which there is never anything to train.</summary>
internal sealed class ScriptedTrials : IExternalTrials
{
    public Task<SweepDefinition?> FindAsync(SweepId sweep, CancellationToken cancellationToken) =>
        Task.FromResult<SweepDefinition?>(sweep == ApiTest.Sweep ? Sample.Definition() : null);

    public Task<Asked> AskAsync(SweepId sweep, Asking asking, CancellationToken cancellationToken) =>
        Task.FromResult(new Asked([], SweepStatus.Completed, "The sweep has ended."));

    public Task<AttemptStanding> ReportAsync(
        SweepId sweep, AttemptId attempt, WorkerMessage? message, CancellationToken cancellationToken) =>
        Task.FromResult(new AttemptStanding(AttemptName.Of(attempt), AttemptStage.Unknown, false, 60, "There is no such attempt."));
}
