using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Orchestrator.Contracts.Api;

namespace Orchestrator.Coordinator.Api.Access;

/// <summary>Puts authentication by tokens, and the policies of the routes, into a server.</summary>
internal static class TokenAccess
{
    /// <param name="services">The server's.</param>
    /// <param name="token">Opens everything; null = only loopback is served.</param>
    /// <param name="readToken">Opens what only reads; null = there is none.</param>
    public static IServiceCollection AddTokenAccess(this IServiceCollection services, string? token, string? readToken)
    {
        // Not AddAuthentication, which also brings data protection, and that keeps keys in the user's folder: tokens need none.
        services.AddAuthenticationCore(authentication => authentication.DefaultScheme = TokenAuthenticationHandler.SchemeName);
        services.AddWebEncoders();
        services.TryAddSingleton(TimeProvider.System);
        new AuthenticationBuilder(services).AddScheme<TokenAuthenticationOptions, TokenAuthenticationHandler>(
            TokenAuthenticationHandler.SchemeName, options => options.Tokens = new AccessTokens(token, readToken));
        return services.AddAuthorization(AccessPolicies.AddTo);
    }
}
