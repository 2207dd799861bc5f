using System.Net;
using System.Security.Claims;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Orchestrator.Contracts.Api;

namespace Orchestrator.Coordinator.Api.Access;

/// <summary>The scheme <c>Bearer</c>: lets in who has a token; without a token, who sits at this machine and is no web page.</summary>
/// <remarks>
/// A browser lets any page send requests to a loopback port, and a page can give its own name a loopback address. So without a token the
/// named host must be this machine; and with or without one a post must carry JSON, which a browser asks leave for first: see
/// <see cref="JsonBodyFilter"/>.
/// </remarks>
internal sealed class TokenAuthenticationHandler(
    IOptionsMonitor<TokenAuthenticationOptions> options, ILoggerFactory logger, UrlEncoder encoder)
    : AuthenticationHandler<TokenAuthenticationOptions>(options, logger, encoder)
{
    /// <summary>Its name, in the header too.</summary>
    public const string SchemeName = "Bearer";

    private const string Prefix = SchemeName + " ";

    /// <inheritdoc />
    protected override Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        var access = Options.Tokens.AreWanted ? PresentedAccess() : IsLoopback(Request.Host.Host) ? AccessPolicies.Full : null;
        if (access is null)
        {
            return Task.FromResult(AuthenticateResult.NoResult());
        }

        var caller = new ClaimsPrincipal(new ClaimsIdentity([new Claim(AccessPolicies.Claim, access)], Scheme.Name));
        return Task.FromResult(AuthenticateResult.Success(new AuthenticationTicket(caller, Scheme.Name)));
    }

    /// <inheritdoc />
    /// <remarks>Where there is no token, none can be asked for: the answer is a refusal.</remarks>
    protected override Task HandleChallengeAsync(AuthenticationProperties properties)
    {
        if (!Options.Tokens.AreWanted)
        {
            return RefuseAsync(StatusCodes.Status403Forbidden, "Without a token this coordinator answers only to localhost.");
        }

        Response.Headers.WWWAuthenticate = SchemeName;
        return RefuseAsync(StatusCodes.Status401Unauthorized,
            "This coordinator wants a token: send 'Authorization: Bearer TOKEN'.");
    }

    /// <inheritdoc />
    protected override Task HandleForbiddenAsync(AuthenticationProperties properties) => RefuseAsync(StatusCodes.Status403Forbidden,
        "This token opens nothing but reading; what changes something takes the full one.");

    private string? PresentedAccess()
    {
        var header = Request.Headers.Authorization.ToString();
        return header.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase)
            ? Options.Tokens.AccessOf(header[Prefix.Length..].Trim()) : null;
    }

    private Task RefuseAsync(int status, string detail) => Results.Problem(detail, statusCode: status).ExecuteAsync(Context);

    private static bool IsLoopback(string host) =>
        host.Equals("localhost", StringComparison.OrdinalIgnoreCase)
            || (IPAddress.TryParse(host, out var address) && IPAddress.IsLoopback(address));
}

/// <summary>Which tokens open the API.</summary>
internal sealed class TokenAuthenticationOptions : AuthenticationSchemeOptions
{
    /// <summary>The tokens.</summary>
    public AccessTokens Tokens { get; set; } = AccessTokens.None;
}
