using Microsoft.AspNetCore.Authorization;
using Orchestrator.Contracts.Api;

namespace Orchestrator.Dashboard.Access;

/// <summary>What a visitor of the page must be allowed to do.</summary>
internal static class DashboardPolicies
{
    /// <summary>Sees the page.</summary>
    public const string Reading = "page-reading";

    /// <summary>The claim that says what the visitor may do: <see cref="AccessTokens.Full"/> or <see cref="AccessTokens.Read"/>.</summary>
    public const string Access = "access";

    /// <summary>The claim that says when the session ends, in Unix seconds; absent where nobody logs in.</summary>
    public const string Until = "until";

    public static void AddTo(AuthorizationOptions options) => options.AddPolicy(Reading, policy => policy
        .AddAuthenticationSchemes(SessionAuthenticationHandler.SchemeName)
        .RequireClaim(Access, AccessTokens.Full, AccessTokens.Read));
}
