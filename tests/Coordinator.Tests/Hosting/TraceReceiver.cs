using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Orchestrator.Coordinator.Tests.Hosting;

/// <summary>A receiver of OTLP over HTTP on a real port, which keeps the bytes of all spans.</summary>
internal sealed class TraceReceiver : IAsyncDisposable
{
    private readonly WebApplication app;
    private readonly MemoryStream received = new();

    private TraceReceiver(WebApplication app) => this.app = app;

    public Uri Address => new(app.Urls.First());

    public byte[] Received
    {
        get
        {
            lock (received)
            {
                return received.ToArray();
            }
        }
    }

    public static async Task<TraceReceiver> StartAsync()
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        builder.Services.AddRoutingCore();
        var receiver = new TraceReceiver(builder.Build());
        receiver.app.MapPost("/v1/traces", receiver.TakeAsync);
        await receiver.app.StartAsync();
        return receiver;
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        await app.DisposeAsync();
        await received.DisposeAsync();
    }

    private async Task TakeAsync(HttpContext context)
    {
        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body);
        lock (received)
        {
            body.WriteTo(received);
        }
    }
}
