using Orchestrator.Cli.Tests.EndToEnd;
using Orchestrator.Client;
using Orchestrator.Contracts.Api;
using Orchestrator.Contracts.Definitions;
using Orchestrator.Contracts.Identifiers;
using Orchestrator.Contracts.Messages;
using Orchestrator.Contracts.SearchSpaces;
using Orchestrator.Contracts.Trials;
using Orchestrator.Sweeps;

namespace Orchestrator.Cli.Tests.Clustered;

public sealed class OperatingTests : ClusterTest
{
    [Fact]
    public async Task What_is_submitted_is_the_file_with_what_the_command_line_says_instead()
    {
        using var workshop = new CliFixture();
        var submitted = await OrchestratorProcess.RunAsync("submit", workshop.SweepFile, "--trials", "7", "--server", Address);
        submitted.ExitCode.ShouldBe(0, submitted.Errors);
        submitted.Output.ShouldBe(Sweep.Value);
        var definition = Gateway.SubmittedDefinitions.ShouldHaveSingleItem();
        definition.Search.Trials.ShouldBe(7);
        definition.Data.Path.ShouldBe(workshop.Data);
        var data = definition.Data.Files.ShouldNotBeNull().ShouldHaveSingleItem();
        submitted.Errors.ShouldContain($"sent {workshop.Data}");
        (await File.ReadAllBytesAsync(Artifacts.Blobs.Find(data.Sha256)!)).ShouldBe(await File.ReadAllBytesAsync(workshop.Data));
        using var client = new OrchestratorClient(Server.Address);
        (await client.FindAsync(Sweep)).Status.ShouldBe(SweepStatus.Searching);
    }

    [Fact]
    public async Task Drawn_data_has_no_files_to_send()
    {
        using var workshop = new CliFixture();
        var text = await File.ReadAllTextAsync(workshop.SweepFile);
        await File.WriteAllTextAsync(workshop.SweepFile, text
            .Replace("{ path: dna.fasta, format: fasta }", "{ synth: trait-pair, rows: 200, seed: 1 }", StringComparison.Ordinal)
            .Replace("name: sequence-cnn", "name: variation", StringComparison.Ordinal));
        var submitted = await OrchestratorProcess.RunAsync("submit", workshop.SweepFile, "--server", Address);
        submitted.ExitCode.ShouldBe(0, submitted.Errors);
        Gateway.SubmittedDefinitions.ShouldHaveSingleItem().Data.Files.ShouldBeNull();
    }

    [Fact]
    public async Task What_the_coordinator_remarks_is_told_beside_the_id()
    {
        using var workshop = new CliFixture();
        Gateway.Remarks = ["class 'b' has 2 rows in fold 3"];
        var submitted = await OrchestratorProcess.RunAsync("submit", workshop.SweepFile, "--server", Address);
        submitted.Output.ShouldBe(Sweep.Value);
        submitted.Errors.ShouldContain("note: class 'b' has 2 rows in fold 3");
    }

    [Fact]
    public async Task A_sweep_of_the_cluster_gets_more_trials_and_loses_checkpoints()
    {
        Gateway.Add(WatchTests.Planned);
        var extended = await OrchestratorProcess.RunAsync("resume", Sweep.Value, "--trials", "40", "--server", Address);
        (extended.ExitCode, extended.Output).ShouldBe(
            (0, $"{Sweep} goes on (0 of 40 trials have ended). Look with: orchestrator watch {Sweep}"), extended.Errors);
        var fewer = await OrchestratorProcess.RunAsync("resume", Sweep.Value, "--trials", "40", "--server", Address);
        fewer.ExitCode.ShouldBe(2);
        fewer.Errors.ShouldContain("has 40 trials planned already");

        var early = await OrchestratorProcess.RunAsync("clean", Sweep.Value, "--server", Address);
        (early.ExitCode, early.Errors.Contains("has not ended", StringComparison.Ordinal)).ShouldBe((2, true), early.Errors);
        await OrchestratorProcess.RunAsync("cancel", Sweep.Value, "--server", Address);
        var cleaned = await OrchestratorProcess.RunAsync("clean", "--keep", "best 2", "--dry-run", "--server", Address);
        cleaned.ExitCode.ShouldBe(0, cleaned.Errors);
        cleaned.Output.ShouldBe($"{Sweep}: 2 of 0 trials, 1.0 MiB{Environment.NewLine}to be deleted: 1.0 MiB");
    }

    [Fact]
    public async Task Data_that_lies_everywhere_is_named_by_content_and_not_sent()
    {
        using var workshop = new CliFixture();
        var submitted = await OrchestratorProcess.RunAsync("submit", workshop.SweepFile, "--no-upload", "--server", Address);
        submitted.ExitCode.ShouldBe(0, submitted.Errors);
        Artifacts.Blobs.Find(Gateway.SubmittedDefinitions.ShouldHaveSingleItem().Data.Files.ShouldNotBeNull()[0].Sha256).ShouldBeNull();
    }

    [Fact]
    public async Task A_sweep_can_begin_with_what_an_earlier_one_of_the_cluster_has_learned()
    {
        using var workshop = new CliFixture();
        var planned =
            WatchTests.Planned with
            {
                Definition =
                Cli.SweepFiles.SweepFileLoader.Load(workshop.SweepFile, new Cli.SweepFiles.SweepOverrides())
            };
        var known = Configuration.Empty.With("learning_rate", ParameterValue.Of(0.002)).With("dropout", ParameterValue.Of(0.2));
        SweepEvent[] folds = [.. new[] { 0.45, 0.75, 1.05 }.SelectMany((score, fold) => Trained(new(new FoldId(0, fold), 1), score))];
        Gateway.Add([planned, new TrialSuggested(0, known, planned.At), .. folds, new TrialCompleted(0, 0.75, 0.3, planned.At),
            new SweepCancelled("enough", planned.At)]);
        var submitted = await OrchestratorProcess.RunAsync("submit", workshop.SweepFile, "--warm-start", Sweep.Value, "--server", Address);
        submitted.ExitCode.ShouldBe(0, submitted.Errors);
        submitted.Errors.ShouldContain($"warm start from {Sweep}: 1 of its trials");
        var warm = Gateway.SubmittedDefinitions.ShouldHaveSingleItem().Search.WarmStart.ShouldNotBeNull();
        (warm.Sweep, warm.Trials.ShouldHaveSingleItem().Configuration, warm.Trials[0].Score).ShouldBe((Sweep.Value, known, 0.75));
        (await OrchestratorProcess.RunAsync("submit", workshop.SweepFile, "--warm-start", "none-1", "--server",
            Address)).Errors.ShouldContain("There is no sweep 'none-1'.");
    }

    [Fact]
    public async Task A_submission_that_is_sent_again_keeps_its_key()
    {
        using var workshop = new CliFixture();
        for (var i = 0; i < 2; i++)
        {
            Gateway.FailuresFirst.Enqueue(new TimeoutException("it changes hands"));
        }

        var submitted = await OrchestratorProcess.RunAsync("submit", workshop.SweepFile, "--no-upload", "--server", Address);
        (submitted.ExitCode, submitted.Output).ShouldBe((0, Sweep.Value), submitted.Errors);
        Gateway.SubmissionKeys.Count.ShouldBe(3);
        Guid.Parse(Gateway.SubmissionKeys.Distinct().ShouldHaveSingleItem());
        (await Gateway.FindAsync(Sweep, default))!.Submission.ShouldBe(Gateway.SubmissionKeys[0]);
    }

    [Fact]
    public async Task The_outer_folds_of_one_submission_are_one_series_with_a_key_each()
    {
        using var workshop = new CliFixture();
        File.WriteAllText(workshop.SweepFile, File.ReadAllText(workshop.SweepFile)
            .Replace("test: { fraction: 0.2, rows: random }", "nested: 2", StringComparison.Ordinal));
        for (var i = 0; i < 2; i++)
        {
            var submitted = await OrchestratorProcess.RunAsync("submit", workshop.SweepFile, "--no-upload", "--server", Address);
            submitted.ExitCode.ShouldBe(0, submitted.Errors);
        }
        var series = Gateway.SubmittedDefinitions.Select(d => d.CrossValidation.Nested!).GroupBy(n => n.Series).ToArray();
        series.Select(s => s.Select(n => n.Outer).ToArray()).ShouldBe([[0, 1, 2], [0, 1, 2]]);
        Gateway.SubmissionKeys.Distinct().Count().ShouldBe(6);
    }

    [Fact]
    public async Task A_sweep_that_stays_paused_is_not_said_to_go_on()
    {
        Gateway.Add(WatchTests.Planned, new SweepPaused("anna", null, false, WatchTests.Planned.At));
        Gateway.Obeys = false;
        var resumed = await OrchestratorProcess.RunAsync("resume", Sweep.Value, "--server", Address);
        (resumed.ExitCode, resumed.Output).ShouldBe((1, $"{Sweep} is paused still. Try again, and look with: orchestrator watch {Sweep}"));
    }

    [Theory]
    [InlineData("cancel", "cancelled")]
    [InlineData("pause", "paused")]
    public async Task A_sweep_that_does_not_obey_is_not_said_to(string command, string wanted)
    {
        Gateway.Add(WatchTests.Planned);
        Gateway.Obeys = false;
        var told = await OrchestratorProcess.RunAsync(command, Sweep.Value, "--server", Address);
        (told.ExitCode, told.Output)
            .ShouldBe((1, $"{Sweep} is not {wanted} yet. Try again, and look with: orchestrator watch {Sweep}"), told.Errors);
    }

    [Theory]
    [InlineData("cancel")]
    [InlineData("pause")]
    public async Task What_has_ended_can_neither_be_cancelled_nor_paused(string command)
    {
        Gateway.Add(WatchTests.Planned, new SweepCancelled("enough", WatchTests.Planned.At));
        var ending = await OrchestratorProcess.RunAsync(command, Sweep.Value, "--server", Address);
        (ending.ExitCode, ending.Errors.Trim()).ShouldBe((2, $"error: Sweep '{Sweep}' has ended already: enough"));
    }

    [Fact]
    public async Task Nodes_are_listed_and_drained_and_sweeps_cancelled()
    {
        Gateway.Nodes.Add(new NodeStatus("gpu-3", 4, 1));
        Gateway.Add(WatchTests.Planned);
        var nodes = await OrchestratorProcess.RunAsync("nodes", "--server", Address);
        nodes.Output.ShouldContain("gpu-3    1 of 4 slots busy  busy");
        (await OrchestratorProcess.RunAsync("drain", "gpu-3", "--server", Address)).ExitCode.ShouldBe(0);
        Gateway.Drained.ShouldBe(["gpu-3"]);
        (await OrchestratorProcess.RunAsync("cancel", Sweep.Value, "--reason", "enough", "--server", Address)).ExitCode.ShouldBe(0);
        Gateway.Cancelled.ShouldBe([(Sweep, "enough")]);
    }

    [Fact]
    public async Task Nodes_are_shown_with_their_devices_labels_and_what_is_wrong_with_them()
    {
        Gateway.Nodes.Add(new NodeStatus(
            "gpu-3", 2, 0, Excluded: "3 attempts in a row failed here", Labels: [new NodeLabel("gpu", "h200")],
            Devices: [new NodeDevice("cuda:0", "NVIDIA H200", 140L << 30, 7L << 30, 85, "570.86"), new NodeDevice("cpu", "16 cores")],
                Data: ["0123456789abcdef0123456789abcdef", "fedcba9876543210fedcba9876543210"]));
        var nodes = (await OrchestratorProcess.RunAsync("nodes", "--server", Address)).Output;
        nodes.ShouldContain("0 of 2 slots busy  excluded  gpu=h200");
        nodes.ShouldContain("excluded: 3 attempts in a row failed here");
        nodes.ShouldContain("cuda:0  NVIDIA H200, 7.0 GiB of 140.0 GiB in use, 85 % at work, driver 570.86");
        nodes.ShouldContain("cpu  16 cores");
        nodes.ShouldContain("2 data sets in its cache");
        (await OrchestratorProcess.RunAsync("nodes", "--json", "--server", Address)).Output.ShouldContain("\"utilization\": 85");
    }

    [Theory]
    [InlineData("submit")]
    [InlineData("watch")]
    [InlineData("pause")]
    [InlineData("cancel")]
    [InlineData("nodes")]
    [InlineData("drain")]
    public async Task Every_command_explains_itself_with_examples(string command)
    {
        var help = await OrchestratorProcess.RunAsync(command, "--help");
        help.ExitCode.ShouldBe(0, help.Errors);
        help.Output.ShouldContain("Examples:");
        help.Output.ShouldContain($"  orchestrator {command}");
    }

    [Theory]
    [InlineData("http://localhost:9", "orchestrator coordinator")] // the discard port: nobody listens
    [InlineData("head", "no address")]
    public async Task Who_finds_no_coordinator_is_told_what_to_do(string server, string cure)
    {
        var ending = await OrchestratorProcess.RunAsync("nodes", "--server", server);
        ending.ExitCode.ShouldBe(2);
        ending.Errors.ShouldStartWith("error: ");
        ending.Errors.ShouldContain(cure);
        ending.Errors.ShouldNotContain("   at ");
    }

    [Fact]
    public async Task A_refusal_is_the_coordinators_own()
    {
        var ending = await OrchestratorProcess.RunAsync("cancel", "none-1", "--server", Address);
        ending.ExitCode.ShouldBe(2);
        ending.Errors.ShouldContain("There is no sweep 'none-1'.");
    }
}
