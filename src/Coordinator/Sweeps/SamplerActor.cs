using Akka.Actor;
using Akka.Event;
using Orchestrator.Contracts.Definitions;
using Orchestrator.Search.Population;
using Orchestrator.Search.Samplers;

namespace Orchestrator.Coordinator.Sweeps;

/// <summary>Runs a sampler beside its sweep, so that results are journaled while a suggestion is computed.</summary>
/// <remarks>Whatever the sampler throws becomes an answer: without one the sweep would wait for ever.</remarks>
internal sealed class SamplerActor(SweepDefinition definition, Func<SweepDefinition, ISampler> create) : UntypedActor
{
    private readonly ILoggingAdapter log = Context.GetLogger();
    private ISampler? sampler;

    protected override void OnReceive(object message)
    {
        if (message is not SuggestionRequest request)
        {
            Unhandled(message);
            return;
        }
        try
        {
            sampler ??= create(definition);
            Sender.Tell(new Suggested(request.Trial, sampler.Suggest(request), (sampler as ILineage)?.ParentOf(request)), Self);
        }
        catch (Exception e)
        {
            log.Error(e, "The sampler '{0}' failed at trial {1}", definition.Search.Algorithm, request.Trial);
            Sender.Tell(new SuggestionFailed(request.Trial, e.Message), Self);
        }
    }
}
