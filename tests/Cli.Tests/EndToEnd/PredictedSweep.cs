using System.Text.Json;

namespace Orchestrator.Cli.Tests.EndToEnd;

/// <summary>A sweep that has ended, whose test rows are the file's last ones, and those rows in files of their own.</summary>
public sealed class PredictedSweep : IAsyncLifetime
{
    private const int TestRows = 30;
    private readonly CliFixture workshop = new();

    public string Home => workshop.Home("predicted");

    /// <summary>The test rows with their labels.</summary>
    public string Labelled => workshop.Home("test.fasta");

    /// <summary>The test rows without labels.</summary>
    public string Unlabelled => workshop.Home("unlabelled.fasta");

    /// <summary>What the refit scored on them, by metric.</summary>
    public IReadOnlyDictionary<string, double> Scored { get; private set; } = null!;

    /// <summary>A file of the test.</summary>
    public string At(string name) => workshop.Home(name);

    public async Task InitializeAsync()
    {
        var sweep = await File.ReadAllTextAsync(workshop.SweepFile);
        sweep.ShouldContain("rows: random");
        await File.WriteAllTextAsync(workshop.SweepFile, sweep.Replace("rows: random", "rows: last").Replace("trials: 3", "trials: 1"));
        var last = (await File.ReadAllLinesAsync(workshop.Data)).TakeLast(2 * TestRows).ToArray();
        await File.WriteAllLinesAsync(Labelled, last);
        await File.WriteAllLinesAsync(Unlabelled, last.Select(line => line.Split(' ')[0]));
        using (var run = workshop.Run("predicted"))
        {
            var ending = await run.EndAsync();
            ending.ExitCode.ShouldBe(0, ending.Errors);
        }
        foreach (var ending in new[] { ".pt", ".safetensors" })
        {
            var best = await OrchestratorProcess.RunAsync("best", "--save", At("saved" + ending), "--home", Home);
            best.ExitCode.ShouldBe(0, best.Errors);
        }
        var shown = JsonDocument.Parse((await OrchestratorProcess.RunAsync("show", "--json", "--home", Home)).Output).RootElement;
        Scored = shown.GetProperty("refit").GetProperty("result").GetProperty("metrics").EnumerateObject()
            .Where(metric => metric.Name.StartsWith("test/", StringComparison.Ordinal))
            .ToDictionary(metric => metric.Name["test/".Length..], metric => metric.Value.GetDouble());
    }

    public Task DisposeAsync()
    {
        workshop.Dispose();
        return Task.CompletedTask;
    }
}
