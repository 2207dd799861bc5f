namespace Orchestrator.Cli.Tests.EndToEnd;

/// <summary>Whatever goes wrong is a sentence and an exit code, in the real program.</summary>
public sealed class FailureTests : IDisposable
{
    private readonly CliFixture workshop = new();
    private readonly string tools = Directory.CreateTempSubdirectory("tools-").FullName;

    public void Dispose()
    {
        workshop.Dispose();
        Directory.Delete(tools, recursive: true);
    }

    [Fact]
    public async Task Cuda_without_a_driver_is_refused_at_the_start()
    {
        var ending = await RunAsync("exit 9", null, "run", workshop.SweepFile, "--device", "cuda", "--home", workshop.Home("cuda"));
        ending.ExitCode.ShouldBe(2, ending.Errors);
        ending.Errors.ShouldBe("error: Device 'cuda' is asked for, but there is none to use. "
            + "No NVIDIA driver answers on this machine. Otherwise take 'auto' or 'cpu'.\n");
    }

    [SkippableTheory]
    [InlineData(null, "error: Device 'cuda' is asked for, but there is none to use. The machine has 2 GPUs (NVIDIA T4), but libtorch")]
    [InlineData("", "error: Device 'cuda' is asked for, but there is none to use. CUDA_VISIBLE_DEVICES is '', which hides all GPUs.")]
    public async Task Cuda_with_cards_that_cannot_be_used_is_refused_with_the_reason(string? visible, string expected)
    {
        Skip.If(HasGpu, "this machine has a GPU");
        var ending = await RunAsync(TwoCards, visible, "run", workshop.SweepFile, "--device", "cuda", "--home", workshop.Home("cuda"));
        ending.ExitCode.ShouldBe(2, ending.Errors);
        ending.Errors.ShouldStartWith(expected);
        ending.Errors.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length.ShouldBe(1, ending.Errors);
    }

    [SkippableFact]
    public async Task Cards_that_cannot_be_used_are_a_line_and_the_processor_trains()
    {
        Skip.If(HasGpu, "this machine has a GPU");
        var ending = await RunAsync(
            TwoCards, null, "run", workshop.SweepFile, "--device", "auto", "--slots", "1", "--trials", "1", "--home",
                workshop.Home("auto"));
        ending.ExitCode.ShouldBe(0, ending.Errors);
        var told = ending.Errors.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        told.Length.ShouldBe(2, ending.Errors);
        told[0].ShouldContain(": reading ");
        told[1].ShouldEndWith("Training goes to the processor.");
    }

    [Fact]
    public async Task A_model_that_a_journal_names_and_nobody_knows_is_bad_input()
    {
        File.WriteAllText(workshop.SweepFile, File.ReadAllText(workshop.SweepFile)
            .Replace("sequence-cnn", "sequence-cmm", StringComparison.Ordinal));
        var ending = await OrchestratorProcess.RunAsync("run", workshop.SweepFile, "--home", workshop.Home("model"));
        ending.ExitCode.ShouldBe(2, ending.Errors);
        ending.Errors.ShouldNotContain("   at ");
    }

    private const string TwoCards = """
        echo "GPU-1, NVIDIA T4, 15360, 550.54, 3, 0"
        echo "GPU-2, NVIDIA T4, 15360, 550.54, 3, 0"
        """;

    private static bool HasGpu => File.Exists("/proc/driver/nvidia/version");

    private Task<OrchestratorProcess.Ending> RunAsync(string smi, string? visible, params string[] arguments)
    {
        FakeProgram.Write(Path.Combine(tools, "nvidia-smi"), smi);
        var environment = new Dictionary<string, string> { ["PATH"] = $"{tools}:{Environment.GetEnvironmentVariable("PATH")}" };
        if (visible is not null)
        {
            environment["CUDA_VISIBLE_DEVICES"] = visible;
        }
        return OrchestratorProcess.RunAsync(environment, arguments);
    }
}
