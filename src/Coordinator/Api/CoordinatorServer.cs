using System.Net;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Orchestrator.Contracts.Api;
using Orchestrator.Coordinator.Artifacts;

namespace Orchestrator.Coordinator.Api;

/// <summary>The HTTP API on a port of its own. Disposal closes it; watches end.</summary>
public sealed class CoordinatorServer : IAsyncDisposable
{
    private const long LargestBody = 4 << 20;
    private readonly WebApplication app;

    private CoordinatorServer(WebApplication app, Uri address) => (this.app, Address) = (app, address);

    /// <summary>Where it listens, with the port that was found where any was asked for.</summary>
    public Uri Address { get; }

    /// <summary>Its routes.</summary>
    internal IReadOnlyList<Endpoint> Endpoints => app.Services.GetRequiredService<EndpointDataSource>().Endpoints;

    /// <summary>Listens.</summary>
    /// <param name="options">Where and how.</param>
    /// <param name="gateway">Who answers for sweeps and nodes; null = without <paramref name="external"/> there is no API, but what
    /// <paramref name="extensions"/> bring.</param>
    /// <param name="more">Further routes, such as a page's.</param>
    /// <param name="artifacts">Where data sets and checkpoints are kept; null = not over HTTP.</param>
    /// <param name="isReady">Whether it may be sent requests; null = always.</param>
    /// <param name="extensions">What the server has beside the API; null = nothing.</param>
    /// <param name="views">What pages show of sweeps; null = nothing.</param>
    /// <param name="external">Who answers clients that train; null = nobody does.</param>
    /// <param name="cancellationToken">Withdraws the start.</param>
    /// <exception cref="ArgumentException">The options have <see cref="WebOptions.Problems"/>.</exception>
    /// <exception cref="IOException">The port is taken, or a PEM file cannot be read.</exception>
    /// <exception cref="System.Security.Cryptography.CryptographicException">A PEM file holds no certificate or no key.</exception>
    public static async Task<CoordinatorServer> StartAsync(
        WebOptions options, ICoordinatorGateway? gateway, Action<IEndpointRouteBuilder>? more = null, ArtifactStore? artifacts = null,
        Func<bool>? isReady = null, IReadOnlyList<IServerExtension>? extensions = null, ISweepViews? views = null,
        IExternalTrials? external = null, CancellationToken cancellationToken = default)
    {
        if (options.Problems() is { Count: > 0 } problems)
        {
            throw new ArgumentException(string.Join(" ", problems), nameof(options));
        }

        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = LargestBody;
            kestrel.Listen(IPAddress.Parse(options.Address), options.Port, listen => Secure(listen, options));
        });
        builder.Logging.AddProvider(new ServerLog());
        CoordinatorApi.AddServices(builder.Services, options.Token, options.ReadToken);
        foreach (var extension in extensions ?? [])
        {
            extension.AddTo(builder);
        }
        builder.Services.AddSingleton<IHostLifetime, ProgramLifetime>();
        var app = builder.Build();
        try
        {
            app.UseAuthentication();
            app.UseAuthorization();
            foreach (var extension in extensions ?? [])
            {
                extension.Use(app);
            }
            if (gateway is not null || external is not null)
            {
                CoordinatorApi.Map(app, gateway, artifacts: artifacts, isReady: isReady, views: views, external: external);
            }

            foreach (var extension in extensions ?? [])
            {
                extension.Map(app);
            }
            more?.Invoke(app);
            await app.StartAsync(cancellationToken).ConfigureAwait(false);
            return new CoordinatorServer(app, new Uri(app.Urls.First()));
        }
        catch
        {
            await app.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        await app.StopAsync().ConfigureAwait(false);
        await app.DisposeAsync().ConfigureAwait(false);
    }

    private static void Secure(ListenOptions listen, WebOptions options)
    {
        if (options.Certificate is not { } certificate)
        {
            return;
        }

        var chain = new X509Certificate2Collection();
        chain.ImportFromPemFile(certificate);
        listen.UseHttps(https =>
        {
            https.ServerCertificate = X509Certificate2.CreateFromPemFile(certificate, options.Key);
            https.ServerCertificateChain = chain; // clients know the root, and not always who stands between
        });
    }
}
