using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using MudBlazor.Services;
using Orchestrator.Dashboard.Access;
using Orchestrator.Dashboard.Assets;
using Orchestrator.Dashboard.Hosting;
using Orchestrator.Dashboard.Tabs;

namespace Orchestrator.Dashboard;

/// <summary>Puts the web page into a server that has routing and authentication: its paths are those that the API leaves.</summary>
public static class DashboardServer
{
    // Longest side of what a browser sends at once: a filter, a reason.
    private const int LargestMessage = 64 << 10;

    /// <summary>Adds its services.</summary>
    public static void AddServices(IServiceCollection services, DashboardOptions options)
    {
        services.AddRouting();
        services.AddSingleton(options);
        services.AddSingleton(options.Views);
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton<SessionCookies>();
        services.AddScoped<PageActions>();
        services.AddAuthentication().AddScheme<AuthenticationSchemeOptions, SessionAuthenticationHandler>(
            SessionAuthenticationHandler.SchemeName, null);
        services.AddAuthorization(DashboardPolicies.AddTo);
        // Keys live as long as the process: whoever has the page open when it ends loads it anew.
        services.AddDataProtection().UseEphemeralDataProtectionProvider();
        services.AddAntiforgery(forms =>
        {
            forms.Cookie.Name = "orchestrator-form";
            forms.Cookie.SameSite = SameSiteMode.Strict;
            forms.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
        });
        services.AddRazorComponents().AddInteractiveServerComponents(circuits =>
        {
            circuits.DisconnectedCircuitMaxRetained = 20;
            circuits.DisconnectedCircuitRetentionPeriod = TimeSpan.FromMinutes(1);
        }).AddHubOptions(hub => hub.MaximumReceiveMessageSize = LargestMessage);
        services.AddCascadingAuthenticationState();
        services.AddMudServices(mud => mud.SnackbarConfiguration.PreventDuplicates = true);
    }

    /// <summary>Adds what stands before its routes.</summary>
    public static void Use(IApplicationBuilder server)
    {
        server.UseMiddleware<PageProtection>();
        server.UseAntiforgery();
    }

    /// <summary>Adds its routes.</summary>
    public static void Map(IEndpointRouteBuilder routes)
    {
        EmbeddedAssets.Map(routes);
        LoginEndpoints.Map(routes);
        TrialsFile.Map(routes);
        routes.MapRazorComponents<App>()
            .AddInteractiveServerRenderMode(mode => mode.ContentSecurityFrameAncestorsPolicy = "'none'")
            .RequireAuthorization(DashboardPolicies.Reading)
            .WithMetadata(PageMark.Instance);
    }
}
