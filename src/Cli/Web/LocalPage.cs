using Orchestrator.Cli.Embedded;
using Orchestrator.Contracts.Api;
using Orchestrator.Contracts.Validation;
using Orchestrator.Coordinator.Api;
using Orchestrator.Coordinator.Hosting;
using Orchestrator.Coordinator.Persistence;
using Orchestrator.Coordinator.Views;
using Orchestrator.Dashboard.Access;

namespace Orchestrator.Cli.Web;

/// <summary>The web page over a home of this machine, for this machine alone. It reads the journal beside whoever writes it.</summary>
internal sealed class LocalPage : IAsyncDisposable
{
    private readonly JournalDatabase journal;
    private readonly CoordinatorServer server;

    private LocalPage(JournalDatabase journal, CoordinatorServer server) => (this.journal, this.server) = (journal, server);

    /// <summary>Where it is.</summary>
    public Uri Address => server.Address;

    /// <summary>Serves the page.</summary>
    /// <param name="home">Holds a journal.</param>
    /// <param name="actions">What may be done; null = nothing.</param>
    /// <param name="port">Its port; null = the usual one, or any where that is taken.</param>
    /// <param name="clients">Makes who answers clients that train, given the journal; null = there are none, and no API.</param>
    /// <exception cref="UserError">The port is taken.</exception>
    public static async Task<LocalPage> StartAsync(DataDirectory home, ISweepActions? actions, int? port,
        Func<JournalDatabase, IExternalTrials>? clients = null)
    {
        var journal = JournalDatabase.Sqlite(home.Journal, readOnly: true);
        try
        {
            await journal.PrepareAsync();
            var views = new SweepViews(journal, TimeProvider.System, artifacts: home.Sweeps);
            var page = new DashboardExtension(new DashboardOptions(views, actions, AccessTokens.None, home.Root));
            var external = clients?.Invoke(journal);
            return new LocalPage(journal, await ListenAsync(port, options => CoordinatorServer.StartAsync(
                options, null, extensions: [page], views: views, external: external)));
        }
        catch
        {
            await journal.DisposeAsync();
            throw;
        }
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        await server.DisposeAsync();
        await journal.DisposeAsync();
    }

    private static async Task<CoordinatorServer> ListenAsync(int? port, Func<WebOptions, Task<CoordinatorServer>> start)
    {
        var options = new WebOptions(Port: port ?? WebOptions.DefaultPort);
        if (options.Problems() is { Count: > 0 } problems)
        {
            throw new UserError(string.Join(" ", problems));
        }

        try
        {
            return await start(options);
        }
        catch (IOException) when (port is null)
        {
            return await start(options with { Port = 0 });
        }
        catch (IOException e)
        {
            throw new UserError($"The page cannot be served at port {port}: {e.Message} Name another port, or none for any that is free.");
        }
    }
}
