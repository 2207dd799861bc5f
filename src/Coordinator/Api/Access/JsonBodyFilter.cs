using Microsoft.AspNetCore.Http;

namespace Orchestrator.Coordinator.Api.Access;

/// <summary>A post must carry JSON: any web page can make a browser post a form, but for JSON the browser asks leave first.</summary>
internal sealed class JsonBodyFilter : IEndpointFilter
{
    public ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var request = context.HttpContext.Request;
        return HttpMethods.IsPost(request.Method) && !request.HasJsonContentType()
            ? ValueTask.FromResult<object?>(
                Results.Problem(
                "Send JSON, with 'Content-Type: application/json'.", statusCode: StatusCodes.Status415UnsupportedMediaType))
            : next(context);
    }
}
