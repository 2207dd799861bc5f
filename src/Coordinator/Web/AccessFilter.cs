using System.Net;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;

namespace Orchestrator.Coordinator.Web;

/// <summary>Lets in who has the token; without a token, who sits at this machine and is no web page.</summary>
/// <remarks>
/// A browser lets any page post forms to a loopback port, and a page can give its own name a loopback address. So without a token
/// the named host must be this machine, and with or without one a post must carry JSON, which a browser asks leave for first.
/// </remarks>
internal sealed class AccessFilter(string? token) : IEndpointFilter
{
    private const string Scheme = "Bearer ";
    private readonly byte[]? expected = token is null ? null : Digest(token);

    public ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next) =>
        Refusal(context.HttpContext) is { } refusal ? ValueTask.FromResult<object?>(refusal) : next(context);

    private IResult? Refusal(HttpContext context)
    {
        var request = context.Request;
        if (expected is not null && !HasToken(request))
        {
            context.Response.Headers.WWWAuthenticate = "Bearer";
            return Answers.Problem(StatusCodes.Status401Unauthorized, "This coordinator wants a token: send 'Authorization: Bearer TOKEN'.");
        }
        if (expected is null && !IsLoopback(request.Host.Host))
            return Answers.Problem(StatusCodes.Status403Forbidden, "Without a token this coordinator answers only to localhost.");
        if (HttpMethods.IsPost(request.Method) && !request.HasJsonContentType())
            return Answers.Problem(StatusCodes.Status415UnsupportedMediaType, "Send JSON, with 'Content-Type: application/json'.");
        return null;
    }

    private bool HasToken(HttpRequest request)
    {
        var header = request.Headers.Authorization.ToString();
        // Digests are of one length, so that the comparison's time tells nothing, not even the token's length.
        return header.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase)
            && CryptographicOperations.FixedTimeEquals(Digest(header[Scheme.Length..].Trim()), expected);
    }

    private static bool IsLoopback(string host) =>
        host.Equals("localhost", StringComparison.OrdinalIgnoreCase) || (IPAddress.TryParse(host, out var address) && IPAddress.IsLoopback(address));

    private static byte[] Digest(string text) => SHA256.HashData(Encoding.UTF8.GetBytes(text));
}
