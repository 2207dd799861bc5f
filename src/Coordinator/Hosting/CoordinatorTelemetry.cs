using System.Collections;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;
using Orchestrator.Coordinator.Api;
using Orchestrator.Coordinator.Api.Access;
using Orchestrator.Coordinator.Api.Documentation;

namespace Orchestrator.Coordinator.Hosting;

/// <summary>Shows a coordinator's metrics to Prometheus at <see cref="MetricsPath"/>, and sends traces by OTLP where a receiver is named.
/// The one place that knows OpenTelemetry: all others speak to <c>System.Diagnostics</c>.</summary>
public sealed class CoordinatorTelemetry : IServerExtension
{
    /// <summary>Where the metrics are. They open to whoever may read, as the API does.</summary>
    public const string MetricsPath = "/metrics";

    /// <summary>The setting that names the receiver of traces, such as <c>http://localhost:4317</c>.</summary>
    public const string ReceiverSetting = "OTEL_EXPORTER_OTLP_ENDPOINT";

    private const string Own = "Orchestrator.*", Settings = "OTEL_", NameSetting = "OTEL_SERVICE_NAME";

    private readonly IReadOnlyDictionary<string, string?> settings;

    /// <param name="settings">OpenTelemetry's, by the names of its environment variables.</param>
    /// <exception cref="ArgumentException"><see cref="ReceiverSetting"/> is no address.</exception>
    public CoordinatorTelemetry(IReadOnlyDictionary<string, string?> settings)
    {
        this.settings = settings;
        if (SendsTraces && !(Uri.TryCreate(Receiver, UriKind.Absolute, out var address) && address.Scheme is "http" or "https"))
        {
            throw new ArgumentException(
                $"{ReceiverSetting} is an address such as http://localhost:4317, not '{Receiver}'.");
        }
    }

    private string? Receiver => settings.GetValueOrDefault(ReceiverSetting);

    private bool SendsTraces => !string.IsNullOrEmpty(Receiver);

    /// <summary>As the environment says.</summary>
    /// <exception cref="ArgumentException">It names no address as the receiver.</exception>
    public static CoordinatorTelemetry FromEnvironment() => new(Environment.GetEnvironmentVariables().Cast<DictionaryEntry>()
        .Where(variable => ((string)variable.Key).StartsWith(Settings, StringComparison.Ordinal))
        .ToDictionary(variable => (string)variable.Key, variable => (string?)variable.Value));

    /// <inheritdoc />
    public void AddTo(WebApplicationBuilder server)
    {
        // These alone: of the whole environment, a variable such as URLS would change where the server listens.
        server.Configuration.AddInMemoryCollection(settings);
        server.Services.AddMetrics();
        var telemetry = server.Services.AddOpenTelemetry()
            .ConfigureResource(resource =>
            {
                if (string.IsNullOrEmpty(settings.GetValueOrDefault(NameSetting)))
                {
                    resource.AddService("orchestrator-coordinator", serviceInstanceId: Environment.MachineName);
                }
            })
            .WithMetrics(metrics => metrics
                .AddMeter(Own)
                .AddAspNetCoreInstrumentation()
                .AddPrometheusExporter(page => page.ScrapeResponseCacheDurationMilliseconds = 0)); // who asks, asks for now
        if (SendsTraces)
        {
            telemetry.WithTracing(traces => traces
                .AddSource(Own)
                .AddAspNetCoreInstrumentation(requests => requests.Filter = IsWorthTracing)
                .AddOtlpExporter());
        }
    }

    /// <inheritdoc />
    public void Map(IEndpointRouteBuilder routes)
    {
        var scrape = routes.CreateApplicationBuilder().UseOpenTelemetryPrometheusScrapingEndpoint(_ => true).Build();
        routes.MapGet(MetricsPath, (Delegate)ScrapeAsync).RequireAuthorization(AccessPolicies.Reading)
            .Document("getMetrics", "Health", "The metrics of this process in the text format of Prometheus.")
            .Produces<string>(StatusCodes.Status200OK, "text/plain");

        async Task<IResult> ScrapeAsync(HttpContext context)
        {
            await scrape(context).ConfigureAwait(false);
            return Results.Empty;
        }
    }

    // Supervisors ask every few seconds.
    private static bool IsWorthTracing(HttpContext context) => context.Request.Path.Value is not ("/alive" or "/ready" or MetricsPath);
}
