using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Orchestrator.Contracts.Api;
using Orchestrator.Contracts.Spelling;
using Orchestrator.Coordinator.Api.Access;
using Orchestrator.Coordinator.Api.Documentation;

namespace Orchestrator.Coordinator.Api;

/// <summary>The routes below <c>/nodes</c>.</summary>
internal sealed class NodeEndpoints(ICoordinatorGateway gateway)
{
    private const string Tag = "Cluster";
    private const int MostListed = 12;

    // A node in sight confirms in milliseconds, one of an older version within the five seconds in which it is asked again.
    private static readonly TimeSpan ConfirmationTimeout = TimeSpan.FromSeconds(8);

    public void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/nodes", ListAsync)
            .Document("listNodes", Tag, "The nodes that are present, by name.")
            .Answers<NodeStatus[]>();
        routes.MapPost("/nodes/{name}/drain", DrainAsync).RequireAuthorization(AccessPolicies.Managing)
            .Document("drainNode", Tag, "Gives a node no further fold; what runs there runs to its end.",
                StatusCodes.Status404NotFound, StatusCodes.Status415UnsupportedMediaType, StatusCodes.Status504GatewayTimeout)
            .Takes(new { })
            .Produces(StatusCodes.Status204NoContent);
    }

    private async Task<IResult> ListAsync(CancellationToken cancellationToken) => ApiResults.Value(
        (await gateway.NodesAsync(cancellationToken)).OrderBy(n => n.Name, StringComparer.Ordinal).ToArray());

    private async Task<IResult> DrainAsync(string name, CancellationToken cancellationToken)
    {
        var present = (await gateway.NodesAsync(cancellationToken)).Select(n => n.Name).ToArray();
        if (!present.Contains(name))
        {
            return ApiResults.Problem(StatusCodes.Status404NotFound, $"There is no node '{name}' now{Others(name, present)}.");
        }

        return await gateway.DrainNodeAsync(name, ConfirmationTimeout, cancellationToken)
            ? Results.NoContent()
            : ApiResults.Problem(StatusCodes.Status504GatewayTimeout, string.Create(CultureInfo.InvariantCulture,
                $"Node '{name}' has not confirmed within {ConfirmationTimeout.TotalSeconds} s that it drains: it is out of sight. This "
                + $"coordinator gives it nothing more, but one that takes over would. Ask again when the node is back."));
    }

    private static string Others(string name, string[] present)
    {
        if (present.Length == 0)
        {
            return ", nor any other";
        }
        var alike = present.OrderBy(n => EditDistance.Between(name, n)).ThenBy(n => n, StringComparer.Ordinal).Take(MostListed);
        return $". Present: {string.Join(", ", alike)}{(present.Length > MostListed ? $" and {present.Length - MostListed} more" : "")}";
    }
}
