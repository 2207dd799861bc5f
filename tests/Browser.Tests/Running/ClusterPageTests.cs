using System.Globalization;
using Microsoft.Playwright;
using Orchestrator.Browser.Tests.Browsing;
using Orchestrator.Cli.Tests.EndToEnd;
using Orchestrator.Cluster.Tests.Processes;
using Orchestrator.Servers;

namespace Orchestrator.Browser.Tests.Running;

/// <summary>The page of a coordinator with tokens, in front of a node that trains.</summary>
[Collection(BrowserCollection.Name)]
public sealed class ClusterPageTests(BrowserFixture fixture, DatabaseFixture database) : IClassFixture<DatabaseFixture>, IDisposable
{
    private const string Token = "full-token-0123456789", ReadToken = "read-token-0123456789";
    private readonly CliFixture folder = new();
    private readonly List<OrchestratorProcess> processes = [];

    private static Dictionary<string, string> Secrets => new()
    {
        ["ORCHESTRATOR_TOKEN"] = Token,
        ["ORCHESTRATOR_READ_TOKEN"] = ReadToken,
    };

    public void Dispose()
    {
        processes.ForEach(process => process.Dispose());
        folder.Dispose();
    }

    [SkippableFact]
    public async Task A_cluster_is_watched_and_managed_by_who_has_the_token()
    {
        fixture.Require();
        var ports = FreePorts.Take(2);
        var site = new Uri($"http://127.0.0.1:{ports[0]}/");
        var coordinator = Start("coordinator", "--database", await database.Require().CreateDatabaseAsync(), "--home",
            folder.Home("shared"), "--port", Text(ports[0]), "--cluster-port", Text(ports[1]));
        await coordinator.SaysAsync("This coordinator is in the cluster");

        await using var visitor = await fixture.VisitAsync(site);
        await visitor.Page.GotoAsync(site.ToString());
        await visitor.Page.GetByLabel("Token").FillAsync(Token);
        await visitor.Button("Log in").ClickAsync();
        await visitor.DrawnAsync();
        await Assertions.Expect(visitor.Page.GetByText("There is no sweep yet")).ToBeVisibleAsync();
        await visitor.ShouldBeSoundAsync("cluster-no-sweep");
        await visitor.OpenAsync("/nodes");
        await Assertions.Expect(visitor.Page.GetByText("No node is present")).ToBeVisibleAsync();
        await visitor.ShouldBeSoundAsync("cluster-no-node");

        Start("node", "--coordinator", $"127.0.0.1:{ports[1]}", "--name", "anna", "--slots", "2", "--device", "cpu", "--label", "gpu=none",
            "--cache", folder.Home("cache"));
        await Assertions.Expect(visitor.Page.GetByRole(AriaRole.Heading, new PageGetByRoleOptions { Name = "anna" })).ToBeVisibleAsync();
        await visitor.OpenAsync("/");
        var submitted =
            await OrchestratorProcess.RunAsync(Secrets, "submit", folder.SweepFile, "--trials", "200", "--server", site.ToString());
        submitted.ExitCode.ShouldBe(0);
        await visitor.Link("planted-1").ClickAsync();
        await Assertions.Expect(visitor.Page.Locator("section[aria-labelledby=running] tbody tr").First).ToBeVisibleAsync();
        await visitor.OpenAsync("/nodes");
        await visitor.ShouldBeSoundAsync("cluster-nodes");
        await visitor.Button("Drain …").ClickAsync();
        await visitor.Page.GetByRole(AriaRole.Dialog)
            .GetByRole(AriaRole.Button, new LocatorGetByRoleOptions { Name = "Drain", Exact = true }).ClickAsync();
        await Assertions.Expect(visitor.Page.Locator(".node .status")).ToHaveTextAsync("draining");
        visitor.ShouldHaveNoComplaints();

        await using var reader = await fixture.VisitAsync(site, ColorScheme.Dark, 390);
        await reader.Page.GotoAsync(new Uri(site, "/nodes").ToString());
        await reader.Page.GetByLabel("Token").FillAsync(ReadToken);
        await reader.Button("Log in").ClickAsync();
        await reader.DrawnAsync();
        await Assertions.Expect(reader.Page.Locator(".node .status")).ToHaveTextAsync("draining");
        await Assertions.Expect(reader.Button("Drain …")).ToHaveCountAsync(0);
        await reader.ShouldBeSoundAsync("cluster-nodes");
    }

    private OrchestratorProcess Start(params string[] arguments)
    {
        var process = OrchestratorProcess.Start(Secrets, arguments);
        processes.Add(process);
        return process;
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
