using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Orchestrator.Coordinator.Api.Documentation;

namespace Orchestrator.Coordinator.Api;

/// <summary>The routes <c>/alive</c> and <c>/ready</c>, for supervisors and load balancers. They are for everybody.</summary>
/// <param name="isReady">Whether it may be sent requests; null = always.</param>
internal sealed class HealthEndpoints(Func<bool>? isReady)
{
    private const string Tag = "Health", PlainText = "text/plain";

    public void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/alive", () => Results.Text("alive"))
            .Document("isAlive", Tag, "Whether the process answers.")
            .Produces<string>(StatusCodes.Status200OK, PlainText);
        routes.MapGet("/ready", Ready)
            .Document("isReady", Tag, "Whether the coordinator is in the cluster and may be sent requests.")
            .Produces<string>(StatusCodes.Status200OK, PlainText)
            .Produces<string>(StatusCodes.Status503ServiceUnavailable, PlainText);
    }

    private IResult Ready() => isReady?.Invoke() != false
        ? Results.Text("ready") : Results.Text("not in the cluster", statusCode: StatusCodes.Status503ServiceUnavailable);
}
