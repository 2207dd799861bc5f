using System.Collections.Concurrent;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Orchestrator.Cli.SweepFiles;
using Orchestrator.Cli.Tests.EndToEnd;
using Orchestrator.Contracts.Serialization;
using Orchestrator.Models.Data;

namespace Orchestrator.Cluster.Tests.Processes;

/// <summary>A folder with two clouds of points, a sweep that tells them apart in a great many short trials, and homes for
/// journals.</summary>
internal sealed class ChaosFolder : IDisposable
{
    public const int Trials = 200;
    public const int Folds = 5;

    private static readonly ConcurrentDictionary<int, Lazy<Task<string[]>>> Undisturbed = new(); // by epochs

    private static readonly TimeSpan WaitLimit = TimeSpan.FromMinutes(15);

    private const int Points = 80;
    private const int Features = 4;
    private readonly string root = Directory.CreateTempSubdirectory("orchestrator-storm-").FullName;

    /// <param name="epochs">Of each fold: the more, the longer there is something to disturb.</param>
    public ChaosFolder(int epochs = 3)
    {
        Epochs = epochs;
        var random = new Random(3);
        var csv = new StringBuilder("a,b,c,d,label\n");
        for (var point = 0; point < Points; point++)
        {
            var far = point % 2 == 1;
            for (var feature = 0; feature < Features; feature++)
            {
                // The mean of four uniform numbers is bell-shaped enough; the clouds overlap, so that trials differ.
                var noise = Enumerable.Range(0, 4).Sum(_ => random.NextDouble()) - 2;
                csv.Append(CultureInfo.InvariantCulture, $"{noise + (far ? 0.5 : 0):F4},");
            }
            csv.Append(far ? "far\n" : "near\n");
        }
        File.WriteAllText(Path.Combine(root, "points.csv"), csv.ToString());

        // TPE: what a trial is depends on the results of those before it, so a result that is lost or wrong shows in all that follow.
        File.WriteAllText(SweepFile, $$"""
            name: storm
            seed: 5
            data: { path: points.csv, format: csv }
            model: { name: linear, fixed: { batch_size: 16 } }
            search: { algorithm: tpe, trials: {{Trials}}, parallel: 8 }
            space:
              learning_rate: { type: float, low: 1e-3, high: 1e-1, log: true }
              weight_decay: { type: float, low: 1e-6, high: 1e-2, log: true }
            cross_validation: { folds: {{Folds}}, stratified: true, test: { fraction: 0.2, rows: random } }
            objective: { metric: accuracy, direction: maximize }
            stopping: { epochs: {{epochs}} }
            resources: { device: cpu, slots: 2, retries: 5 }
            """);
    }

    public int Epochs { get; }

    public string SweepFile => Path.Combine(root, "storm.yaml");

    public string Home(string name) => Path.Combine(root, name);

    /// <summary>The sweep as the body of a submission. Its data is found where it lies.</summary>
    public StringContent Submission()
    {
        var definition = SweepFileLoader.Load(SweepFile, new SweepOverrides());
        var described = definition with { Data = DataContent.Describe(definition.Data) };
        return new StringContent(JsonSerializer.Serialize(described, WireJson.Options), Encoding.UTF8, "application/json");
    }

    /// <summary>The scores of the sweep on one machine where nothing happens to it. It is run once for all tests of so many
    /// epochs.</summary>
    public static Task<string[]> ExpectedAsync(int epochs) =>
        Undisturbed.GetOrAdd(epochs, _ => new(() => RunUndisturbedAsync(epochs))).Value;

    /// <summary>What must not depend on who ran what, or died when: of a sweep as the API and <c>show --json</c> tell it.</summary>
    public static string[] Scores(JsonElement sweep) =>
    [
        .. from trial in sweep.GetProperty("trials").EnumerateArray()
           select $"{JsonSerializer.Serialize(trial.GetProperty("configuration"))} {trial.GetProperty("mean")} "
               + $"{trial.GetProperty("deviation")}",
        sweep.GetProperty("refit").GetProperty("result").GetProperty("score").ToString(),
    ];

    public void Dispose() => Directory.Delete(root, recursive: true);

    private static async Task<string[]> RunUndisturbedAsync(int epochs)
    {
        using var folder = new ChaosFolder(epochs);
        using var running = OrchestratorProcess.Start("run", folder.SweepFile, "--json", "--home", folder.Home("embedded"));
        var run = await running.EndAsync(WaitLimit);
        run.ExitCode.ShouldBe(0, run.Errors);
        var shown = await OrchestratorProcess.RunAsync("show", "--json", "--home", folder.Home("embedded"));
        using var sweep = JsonDocument.Parse(shown.Output);
        return Scores(sweep.RootElement);
    }
}
