using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.OpenApi;
using Orchestrator.Contracts.Serialization;
using Orchestrator.Coordinator.Api.Access;

namespace Orchestrator.Coordinator.Api.Documentation;

/// <summary>The OpenAPI document of the API, at <see cref="Path"/>.</summary>
/// <remarks>It tells of the program and of no sweep, and is for everybody.</remarks>
internal static class ApiDocument
{
    /// <summary>Where it is.</summary>
    public const string Path = "/openapi/v1.json";

    private const string Version = "v1";

    /// <summary>Lets a server describe its routes.</summary>
    public static IServiceCollection AddApiDocument(this IServiceCollection services)
    {
        // The document describes JSON by these options; the answers themselves are written by WireJson.
        services.ConfigureHttpJsonOptions(json =>
        {
            var (to, wire) = (json.SerializerOptions, WireJson.Options);
            (to.DefaultIgnoreCondition, to.NumberHandling) = (wire.DefaultIgnoreCondition, wire.NumberHandling);
            foreach (var converter in wire.Converters)
            {
                to.Converters.Add(converter);
            }
        });
        return services.AddOpenApi(Version, document =>
        {
            document.AddSchemaTransformer(new WireSchemaTransformer());
            document.AddOperationTransformer(new OperationTransformer());
            document.AddDocumentTransformer((described, _, _) =>
            {
                Introduce(described);
                return Task.CompletedTask;
            });
        });
    }

    /// <summary>Serves the document.</summary>
    public static void MapApiDocument(this IEndpointRouteBuilder routes) => routes.MapOpenApi("/openapi/{documentName}.json");

    private static void Introduce(OpenApiDocument document)
    {
        document.Info = new OpenApiInfo
        {
            Title = "Orchestrator: the coordinator's API",
            Version = Version,
            Description = "Sweeps, nodes, data sets and checkpoints of a cluster. Extend-only: a released route keeps its meaning. "
                + "Whatever goes wrong is answered as a problem (RFC 9457) whose detail is a sentence.",
        };
        document.Servers = []; // wherever the document was read
        var schemes = (document.Components ??= new OpenApiComponents()).SecuritySchemes
            ??= new Dictionary<string, IOpenApiSecurityScheme>();
        schemes[TokenAuthenticationHandler.SchemeName] = new OpenApiSecurityScheme
        {
            Type = SecuritySchemeType.Http,
            Scheme = "bearer",
            Description = "The coordinator's token, or its token for reading alone. A coordinator without a token answers to localhost.",
        };
    }
}
