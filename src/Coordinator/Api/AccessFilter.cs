using System.Net;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;

namespace Orchestrator.Coordinator.Api;

/// <summary>Lets in who has a token; without a token, who sits at this machine and is no web page.</summary>
/// <param name="token">Opens everything; null = only loopback is served.</param>
/// <param name="readToken">Opens what only reads; null = there is none.</param>
/// <remarks>
/// A browser lets any page post forms to a loopback port, and a page can give its own name a loopback address. So without a token
/// the named host must be this machine, and with or without one a post must carry JSON, which a browser asks leave for first.
/// </remarks>
internal sealed class AccessFilter(string? token, string? readToken = null) : IEndpointFilter
{
    private const string Scheme = "Bearer ";
    private static readonly object OnlyReadsKey = new();
    private readonly byte[]? full = token is null ? null : Digest(token);
    private readonly byte[]? reading = readToken is null ? null : Digest(readToken);

    /// <summary>Whether the caller's token opens nothing but reading.</summary>
    public static bool OnlyReads(HttpContext context) => context.Items.ContainsKey(OnlyReadsKey);

    public ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next) =>
        Refusal(context.HttpContext) is { } refusal ? ValueTask.FromResult<object?>(refusal) : next(context);

    private IResult? Refusal(HttpContext context)
    {
        var request = context.Request;
        if (full is null && !IsLoopback(request.Host.Host))
        {
            return ApiResults.Problem(StatusCodes.Status403Forbidden, "Without a token this coordinator answers only to localhost.");
        }

        if (full is not null && !Has(request, full))
        {
            if (reading is null || !Has(request, reading))
            {
                context.Response.Headers.WWWAuthenticate = "Bearer";
                return ApiResults.Problem(StatusCodes.Status401Unauthorized,
                    "This coordinator wants a token: send 'Authorization: Bearer TOKEN'.");
            }
            if (!HttpMethods.IsGet(request.Method) && !HttpMethods.IsHead(request.Method))
            {
                return ApiResults.Problem(StatusCodes.Status403Forbidden,
                    "This token opens nothing but reading; what changes something takes the full one.");
            }

            context.Items[OnlyReadsKey] = true;
        }
        if (HttpMethods.IsPost(request.Method) && !request.HasJsonContentType())
        {
            return ApiResults.Problem(StatusCodes.Status415UnsupportedMediaType, "Send JSON, with 'Content-Type: application/json'.");
        }

        return null;
    }

    private static bool Has(HttpRequest request, byte[] expected)
    {
        var header = request.Headers.Authorization.ToString();
        // Digests are of one length, so that the comparison's time tells nothing, not even the token's length.
        return header.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase)
            && CryptographicOperations.FixedTimeEquals(Digest(header[Scheme.Length..].Trim()), expected);
    }

    private static bool IsLoopback(string host) =>
        host.Equals("localhost", StringComparison.OrdinalIgnoreCase)
            || (IPAddress.TryParse(host, out var address) && IPAddress.IsLoopback(address));

    private static byte[] Digest(string text) => SHA256.HashData(Encoding.UTF8.GetBytes(text));
}
