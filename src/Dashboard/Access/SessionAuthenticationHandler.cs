using System.Globalization;
using System.Net;
using System.Security.Claims;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Orchestrator.Contracts.Api;

namespace Orchestrator.Dashboard.Access;

/// <summary>The scheme <c>Session</c> of the page: lets in who has logged in; where there is no token, who sits at this machine.</summary>
/// <remarks>The API does not take it: what a browser sends by itself opens the page alone. Without a token the named host must be this
/// machine, because any page can give its own name a loopback address.</remarks>
internal sealed class SessionAuthenticationHandler(
    IOptionsMonitor<AuthenticationSchemeOptions> schemeOptions, ILoggerFactory logger, UrlEncoder encoder, DashboardOptions options,
    SessionCookies cookies)
    : AuthenticationHandler<AuthenticationSchemeOptions>(schemeOptions, logger, encoder)
{
    /// <summary>Its name.</summary>
    public const string SchemeName = "Session";

    /// <inheritdoc />
    protected override Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        if (!options.Tokens.AreWanted)
        {
            return Task.FromResult(IsLoopback(Request.Host.Host) ? Admit(AccessTokens.Full, null) : AuthenticateResult.NoResult());
        }

        return Task.FromResult(cookies.Of(Request) is { } session ? Admit(session.Access, session.Until) : AuthenticateResult.NoResult());
    }

    /// <inheritdoc />
    /// <remarks>Who looks at a page is led to the form; the page's own connection is refused.</remarks>
    protected override Task HandleChallengeAsync(AuthenticationProperties properties)
    {
        if (!options.Tokens.AreWanted)
        {
            Response.StatusCode = StatusCodes.Status403Forbidden;
            return Response.WriteAsync("Without a token this page is shown on this machine alone, at http://localhost.");
        }

        if (!HttpMethods.IsGet(Request.Method) || Request.Path.StartsWithSegments("/_blazor", StringComparison.Ordinal))
        {
            Response.StatusCode = StatusCodes.Status401Unauthorized;
            return Task.CompletedTask;
        }

        Response.Redirect(LoginEndpoints.Address(Request.Path + Request.QueryString));
        return Task.CompletedTask;
    }

    private static AuthenticateResult Admit(string access, long? until)
    {
        var claims = new List<Claim> { new(DashboardPolicies.Access, access) };
        if (until is { } end)
        {
            claims.Add(new Claim(DashboardPolicies.Until, end.ToString(CultureInfo.InvariantCulture)));
        }

        return AuthenticateResult.Success(
            new AuthenticationTicket(new ClaimsPrincipal(new ClaimsIdentity(claims, SchemeName)), SchemeName));
    }

    private static bool IsLoopback(string host) =>
        host.Equals("localhost", StringComparison.OrdinalIgnoreCase)
            || (IPAddress.TryParse(host.Trim('[', ']'), out var address) && IPAddress.IsLoopback(address));
}
