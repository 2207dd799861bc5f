using Orchestrator.Cli.SweepFiles;
using Orchestrator.Coordinator.Admission;
using Orchestrator.Shared;

namespace Orchestrator.Cli.Tests.EndToEnd;

/// <summary>Every sweep file that is shipped runs, as the repository lies there: its data comes with it or is drawn.</summary>
public sealed class ExamplesTests : IDisposable
{
    private readonly string home = Directory.CreateTempSubdirectory("examples-").FullName;

    public static TheoryData<string> Examples => [.. Names("")];

    public static TheoryData<string> OverPublishedData => [.. Names("real")];

    private static string Folder => RepositoryFolder.At("examples");

    private static IEnumerable<string> Names(string below) =>
        Directory.GetFiles(Path.Combine(Folder, below), "*.yaml").Select(path => Path.GetFileName(path)).Order(StringComparer.Ordinal);

    public void Dispose() => Directory.Delete(home, recursive: true);

    [SkippableTheory, MemberData(nameof(Examples))]
    public async Task An_example_runs(string file)
    {
        var missing = ExampleTrainer.Missing(file);
        Skip.If(missing is not null, missing);
        var path = new Dictionary<string, string>
        {
            ["PATH"] = $"{Path.GetDirectoryName(OwnTrainerFixture.Python)}:{Environment.GetEnvironmentVariable("PATH")}",
        };
        var run =
            await OrchestratorProcess.RunAsync(path, "run", Path.Combine(Folder, file), "--trials", "2", "--epochs", "1", "--slots", "1",
                "--device", "cpu", "--home", home);
        run.ExitCode.ShouldBe(0, run.Errors + run.Output);
        run.Output.ShouldContain("trial 1: ");
    }

    [Theory, MemberData(nameof(OverPublishedData))]
    public void A_sweep_over_published_data_lacks_nothing_else(string file)
    {
        var path = Path.Combine(Folder, "real", file);
        SweepFile.Parse(path, File.ReadAllText(path), SweepVocabulary.Registered, home).Problems.ShouldAllBe(problem =>
            problem.Message.Contains("is not there"));
    }

    [Fact]
    public void The_list_of_examples_names_each()
    {
        var list = File.ReadAllText(Path.Combine(Folder, "README.md"));
        foreach (var file in Names(""))
        {
            list.ShouldContain($"({file})");
        }

        foreach (var file in Names("real"))
        {
            list.ShouldContain($"(real/{file})");
        }
    }
}
