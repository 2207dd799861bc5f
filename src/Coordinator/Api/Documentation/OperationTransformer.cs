using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;
using Orchestrator.Coordinator.Api.Access;

namespace Orchestrator.Coordinator.Api.Documentation;

/// <summary>Adds to each operation of the document what its route's metadata say: body, headers, access.</summary>
internal sealed class OperationTransformer : IOpenApiOperationTransformer
{
    private static readonly Dictionary<int, string> Refusals = new()
    {
        [StatusCodes.Status401Unauthorized] = "No token, or one that this coordinator does not know.",
        [StatusCodes.Status403Forbidden] = "The token does not open this; or there is no token and the request is not to localhost.",
    };

    /// <inheritdoc />
    public async Task TransformAsync(
        OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken cancellationToken)
    {
        var metadata = context.Description.ActionDescriptor.EndpointMetadata;
        if (HttpMethods.IsHead(context.Description.HttpMethod ?? ""))
        {
            operation.OperationId += "Head"; // one route, two operations
        }
        foreach (var header in metadata.OfType<DocumentedHeader>())
        {
            (operation.Parameters ??= []).Add(new OpenApiParameter
            {
                Name = header.Name,
                In = ParameterLocation.Header,
                Description = header.Description,
                Required = header.Required,
                Schema = new OpenApiSchema { Type = JsonSchemaType.String },
            });
        }
        if (metadata.OfType<DocumentedBody>().FirstOrDefault() is { } body)
        {
            operation.RequestBody = new OpenApiRequestBody
            {
                Required = true,
                Content = new Dictionary<string, OpenApiMediaType>
                {
                    [body.MediaType] = new()
                    {
                        Schema = await context.GetOrCreateSchemaAsync(body.Type, null, cancellationToken).ConfigureAwait(false),
                        Example = body.Example?.DeepClone(),
                    },
                },
            };
        }
        if (metadata.OfType<IAuthorizeData>().Any())
        {
            DescribeAccess(operation, context.Document);
        }
    }

    private static void DescribeAccess(OpenApiOperation operation, OpenApiDocument? document)
    {
        (operation.Security ??= []).Add(new OpenApiSecurityRequirement
        {
            [new OpenApiSecuritySchemeReference(TokenAuthenticationHandler.SchemeName, document)] = [],
        });
        foreach (var (status, description) in Refusals)
        {
            (operation.Responses ??= [])[$"{status}"] = new OpenApiResponse
            {
                Description = description,
                Content = new Dictionary<string, OpenApiMediaType>
                {
                    [RouteDocumentation.ProblemType] = new() { Schema = new OpenApiSchemaReference(nameof(ProblemDetails), document) },
                },
            };
        }
    }
}
