using Microsoft.AspNetCore.Http;
using Orchestrator.Contracts.Artifacts;
using Orchestrator.Coordinator.Persistence;

namespace Orchestrator.Coordinator.Api;

/// <summary>Tells a client to come again when the coordinator cannot answer now: it changes hands, its journal is away, or its disk is
/// full.</summary>
internal sealed class UnavailableFilter : IEndpointFilter
{
    private const string Seconds = "2";

    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        try
        {
            return await next(context).ConfigureAwait(false);
        }
        catch (Exception e) when (e is TimeoutException or JournalException)
        {
            context.HttpContext.Response.Headers.RetryAfter = Seconds;
            return ApiResults.Problem(StatusCodes.Status503ServiceUnavailable, $"The coordinator cannot answer now: {e.Message}");
        }
        catch (IOException e) when (DiskExhaustion.Explains(e))
        {
            return ApiResults.Problem(StatusCodes.Status507InsufficientStorage, $"The coordinator's disk is full: {e.Message}");
        }
    }
}
