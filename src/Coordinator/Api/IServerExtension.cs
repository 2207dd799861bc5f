using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;

namespace Orchestrator.Coordinator.Api;

/// <summary>What a server has beside the API, and what the API need not know of: metrics and traces.</summary>
public interface IServerExtension
{
    /// <summary>Adds its services.</summary>
    void AddTo(WebApplicationBuilder server);

    /// <summary>Adds its routes, each with the policy that guards it.</summary>
    void Map(IEndpointRouteBuilder routes);
}
