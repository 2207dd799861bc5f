using Orchestrator.Contracts.Spaces;

namespace Orchestrator.Search.MultiObjective;

/// <summary>Chooses the configuration of the next trial of a sweep with several objectives; a function, as <see cref="Samplers.ISampler"/> is.</summary>
public interface IMultiObjectiveSampler
{
    /// <summary>The configuration of trial <see cref="MultiObjectiveRequest.Trial"/>.</summary>
    Configuration Suggest(MultiObjectiveRequest request);
}
