using Orchestrator.Actors;
using Orchestrator.Search.Population;
using Orchestrator.Search.Samplers;

namespace Orchestrator.Coordinator.Sweeping;

/// <summary>Runs a sampler beside its sweep, so that results are journaled while a suggestion is computed.</summary>
internal sealed class SamplerActor(ISampler sampler) : Actor
{
    protected override ValueTask ReceiveAsync(object message)
    {
        if (message is SuggestionRequest request)
            Sender.Tell(new Suggested(request.Trial, sampler.Suggest(request), (sampler as ILineage)?.ParentOf(request)), Self);
        else
            Unhandled(message);
        return ValueTask.CompletedTask;
    }
}
