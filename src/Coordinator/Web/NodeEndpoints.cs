using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Orchestrator.Coordinator.Web;

/// <summary>The routes below <c>/nodes</c>.</summary>
internal sealed class NodeEndpoints(ICoordinatorGateway gateway)
{
    public void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/nodes", ListAsync);
        routes.MapPost("/nodes/{name}/drain", DrainAsync);
    }

    private async Task<IResult> ListAsync(CancellationToken cancellationToken) => Answers.Value(
        (await gateway.NodesAsync(cancellationToken)).OrderBy(n => n.Name, StringComparer.Ordinal).ToArray());

    private async Task<IResult> DrainAsync(string name, CancellationToken cancellationToken)
    {
        if ((await gateway.NodesAsync(cancellationToken)).All(n => n.Name != name))
            return Answers.Problem(StatusCodes.Status404NotFound, $"There is no node '{name}' now.");
        await gateway.DrainNodeAsync(name, cancellationToken);
        return Results.NoContent();
    }
}
