using System.Reflection;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Orchestrator.Contracts.Api;
using Orchestrator.Coordinator.Api.Access;
using Orchestrator.Coordinator.Api.Documentation;

namespace Orchestrator.Coordinator.Api;

/// <summary>The route <c>/coordinator</c>.</summary>
internal sealed class StatusEndpoint(TimeProvider time)
{
    private static readonly string Version =
        typeof(StatusEndpoint).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+')[0]
            ?? "unknown";

    private readonly DateTimeOffset since = time.GetUtcNow();

    public void Map(IEndpointRouteBuilder routes) => routes.MapGet("/coordinator", Describe)
        .Document("describeCoordinator", "Cluster", "The coordinator that answers: version, machine, clock, and what the token opens.")
        .Answers<CoordinatorStatus>();

    private IResult Describe(HttpContext context) =>
        ApiResults.Value(
            new CoordinatorStatus(Version, Environment.MachineName, since, time.GetUtcNow(),
                context.User.HasClaim(AccessPolicies.Claim, AccessPolicies.Full) ? AccessPolicies.Full : AccessPolicies.Read));
}
