using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Orchestrator.Coordinator.Api;
using Orchestrator.Dashboard;
using Orchestrator.Dashboard.Access;

namespace Orchestrator.Coordinator.Hosting;

/// <summary>The web page as a part of a coordinator's server.</summary>
public sealed class DashboardExtension(DashboardOptions options) : IServerExtension
{
    /// <inheritdoc />
    public void AddTo(WebApplicationBuilder server) => DashboardServer.AddServices(server.Services, options);

    /// <inheritdoc />
    public void Use(IApplicationBuilder server) => DashboardServer.Use(server);

    /// <inheritdoc />
    public void Map(IEndpointRouteBuilder routes) => DashboardServer.Map(routes);
}
