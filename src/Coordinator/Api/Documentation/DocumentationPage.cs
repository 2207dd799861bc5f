using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Scalar.AspNetCore;

namespace Orchestrator.Coordinator.Api.Documentation;

/// <summary>The OpenAPI document as a page to read and to try, at <see cref="Path"/>.</summary>
/// <remarks>
/// Script and style come out of the package Scalar.AspNetCore: the page works where there is no Internet, and its security policy keeps
/// the browser from asking any other host.
/// </remarks>
internal static class DocumentationPage
{
    /// <summary>Where it is.</summary>
    public const string Path = "/docs";

    private const string ContentPolicy =
        "default-src 'self'; script-src 'self' 'unsafe-inline'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; "
            + "font-src 'self' data:; worker-src 'self' blob:; frame-ancestors 'none'";

    /// <summary>Serves the page.</summary>
    public static void MapDocumentationPage(this IEndpointRouteBuilder routes) => routes
        .MapScalarApiReference(Path, page => page
            .WithTitle("Orchestrator API")
            .WithOpenApiRoutePattern("/openapi/{documentName}.json")
            .AddDocument("v1")
            .DisableDefaultFonts()
            .DisableTelemetry()
            .DisableAgent()
            .DisableMcp()
            .HideClientButton()
            .HideDeveloperTools())
        .AddEndpointFilter((context, next) =>
        {
            context.HttpContext.Response.Headers.ContentSecurityPolicy = ContentPolicy;
            return next(context);
        });
}
