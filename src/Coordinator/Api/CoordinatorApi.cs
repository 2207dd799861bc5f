using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Orchestrator.Coordinator.Artifacts;

namespace Orchestrator.Coordinator.Api;

/// <summary>The coordinator's HTTP API, version 1. Extend-only: a released route keeps its meaning.</summary>
public static class CoordinatorApi
{
    /// <summary>Adds the routes.</summary>
    /// <param name="routes">Where to.</param>
    /// <param name="gateway">Who answers.</param>
    /// <param name="token">What a client must present on all routes but <c>/alive</c> and <c>/ready</c>; null = only loopback is
    /// served.</param>
    /// <param name="readToken">A second one, which opens what only reads; null = none.</param>
    /// <param name="time">The clock of the watches' signs of life; null = the system's.</param>
    /// <param name="artifacts">Where data sets and checkpoints are kept; null = not over HTTP.</param>
    /// <param name="isReady">Whether it may be sent requests, for load balancers; null = always.</param>
    public static void Map(
        IEndpointRouteBuilder routes, ICoordinatorGateway gateway, string? token = null, string? readToken = null,
            TimeProvider? time = null, ArtifactStore? artifacts = null,
        Func<bool>? isReady = null)
    {
        routes.MapGet("/alive", () => Results.Text("alive"));
        routes.MapGet("/ready", () => isReady?.Invoke() != false
            ? Results.Text("ready") : Results.Text("not in the cluster", statusCode: StatusCodes.Status503ServiceUnavailable));
        var api = routes.MapGroup("/v1").AddEndpointFilter(new AccessFilter(token, readToken)).AddEndpointFilter(new UnavailableFilter());
        new SweepEndpoints(gateway, time ?? TimeProvider.System).Map(api);
        new NodeEndpoints(gateway).Map(api);
        new StatusEndpoint(time ?? TimeProvider.System).Map(api);
        if (artifacts is not null)
        {
            new ArtifactEndpoints(artifacts).Map(api);
        }
    }
}
