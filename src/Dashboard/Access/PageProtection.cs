using Microsoft.AspNetCore.Http;

namespace Orchestrator.Dashboard.Access;

/// <summary>Tells browsers what the page may do, and keeps other pages from speaking to it.</summary>
/// <remarks>
/// Styles may stand in the text, because MudBlazor writes them there; scripts may not, nor be made of strings. A browser opens a WebSocket
/// for any page that asks, and sends cookies along to the same site: so whoever names another origin than this server is refused.
/// </remarks>
internal sealed class PageProtection(RequestDelegate next)
{
    private const string Policy =
        "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; font-src 'self'; "
            + "connect-src 'self'; base-uri 'self'; form-action 'self'; frame-ancestors 'none'";

    public Task InvokeAsync(HttpContext context)
    {
        if (context.GetEndpoint()?.Metadata.GetMetadata<PageMark>() is null)
        {
            return next(context);
        }

        if (IsForeign(context.Request))
        {
            context.Response.StatusCode = StatusCodes.Status403Forbidden;
            return context.Response.WriteAsync("Another site's page may not speak to this server.");
        }

        context.Response.OnStarting(static state =>
        {
            var headers = ((HttpContext)state).Response.Headers;
            headers.ContentSecurityPolicy = Policy;
            headers.XContentTypeOptions = "nosniff";
            headers.XFrameOptions = "DENY";
            headers["Referrer-Policy"] = "same-origin";
            headers["Cross-Origin-Opener-Policy"] = "same-origin";
            headers["Permissions-Policy"] = "camera=(), geolocation=(), microphone=()";
            if (string.IsNullOrEmpty(headers.CacheControl))
            {
                headers.CacheControl = "no-store";
            }
            return Task.CompletedTask;
        }, context);
        return next(context);
    }

    private static bool IsForeign(HttpRequest request)
    {
        var origin = request.Headers.Origin.ToString();
        if (origin.Length == 0)
        {
            return false;
        }

        return !Uri.TryCreate(origin, UriKind.Absolute, out var from)
            || !Uri.TryCreate($"{from.Scheme}://{request.Host}", UriKind.Absolute, out var here)
            || !string.Equals(from.Authority, here.Authority, StringComparison.OrdinalIgnoreCase);
    }
}

/// <summary>Marks the routes of the page, whose answers browsers show.</summary>
internal sealed class PageMark
{
    public static PageMark Instance { get; } = new();
}
