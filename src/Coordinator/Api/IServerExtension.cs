using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;

namespace Orchestrator.Coordinator.Api;

/// <summary>What a server has beside the API, and what the API need not know of: metrics and traces, the web page.</summary>
public interface IServerExtension
{
    /// <summary>Adds its services.</summary>
    void AddTo(WebApplicationBuilder server);

    /// <summary>Adds what stands before its routes, behind the look at who asks.</summary>
    void Use(IApplicationBuilder server)
    {
    }

    /// <summary>Adds its routes, each with the policy that guards it.</summary>
    void Map(IEndpointRouteBuilder routes);
}
