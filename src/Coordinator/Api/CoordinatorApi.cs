using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Orchestrator.Contracts.Api;
using Orchestrator.Coordinator.Api.Access;
using Orchestrator.Coordinator.Api.Documentation;
using Orchestrator.Coordinator.Artifacts;

namespace Orchestrator.Coordinator.Api;

/// <summary>The coordinator's HTTP API, version 1. Extend-only: a released route keeps its meaning.</summary>
public static class CoordinatorApi
{
    /// <summary>Adds what the routes work with.</summary>
    /// <param name="services">Of the server.</param>
    /// <param name="token">What a client must present on all routes but <c>/alive</c>, <c>/ready</c> and the documentation;
    /// null = only loopback is served.</param>
    /// <param name="readToken">A second one, which opens what only reads; null = none.</param>
    public static void AddServices(IServiceCollection services, string? token = null, string? readToken = null)
    {
        services.AddRoutingCore();
        services.AddTokenAccess(token, readToken);
        services.AddApiDocument();
    }

    /// <summary>Adds the routes. The server authenticates and authorizes before them.</summary>
    /// <param name="routes">Where to.</param>
    /// <param name="gateway">Who answers for sweeps and nodes; null = nobody does.</param>
    /// <param name="time">The clock of the watches' signs of life; null = the system's.</param>
    /// <param name="artifacts">Where data sets and checkpoints are kept; null = not over HTTP.</param>
    /// <param name="isReady">Whether it may be sent requests, for load balancers; null = always.</param>
    /// <param name="views">What pages show of sweeps; null = only the sweeps themselves are told.</param>
    /// <param name="external">Who answers clients that train; null = nobody does.</param>
    public static void Map(
        IEndpointRouteBuilder routes, ICoordinatorGateway? gateway, TimeProvider? time = null, ArtifactStore? artifacts = null,
        Func<bool>? isReady = null, ISweepViews? views = null, IExternalTrials? external = null)
    {
        routes.MapApiDocument();
        routes.MapDocumentationPage();
        new HealthEndpoints(isReady).Map(routes);
        // What changes something asks for more, route by route.
        var api = routes.MapGroup("/v1").RequireAuthorization(AccessPolicies.Reading)
            .AddEndpointFilter(new JsonBodyFilter()).AddEndpointFilter(new UnavailableFilter())
            .ProducesProblem(StatusCodes.Status503ServiceUnavailable);
        if (gateway is not null)
        {
            new SweepEndpoints(gateway, time ?? TimeProvider.System).Map(api);
            new NodeEndpoints(gateway).Map(api);
        }

        new StatusEndpoint(time ?? TimeProvider.System).Map(api);
        if (external is not null)
        {
            new ExternalEndpoints(external).Map(api);
        }

        if (views is not null)
        {
            new ViewEndpoints(views).Map(api);
        }

        if (artifacts is not null)
        {
            new ArtifactEndpoints(artifacts).Map(api);
        }
    }
}
