using System.Buffers.Binary;
using System.Text.Json;

namespace Orchestrator.Cli.Tests.EndToEnd;

public sealed class SavedWeightsTests : IDisposable
{
    private readonly CliFixture workshop = new();

    public void Dispose() => workshop.Dispose();

    [Fact]
    public async Task The_refits_weights_are_written_for_other_programs()
    {
        var home = workshop.Home("saved");
        using (var run = workshop.Run("saved"))
        {
            (await run.EndAsync()).ExitCode.ShouldBe(0);
        }
        var file = Path.Combine(home, "planted.safetensors");
        var best = await OrchestratorProcess.RunAsync("best", "--save", file, "--home", home);
        best.ExitCode.ShouldBe(0, best.Errors);

        // Eight bytes of length, then a JSON object with a member a tensor: the format's own words.
        var bytes = await File.ReadAllBytesAsync(file);
        var header = bytes.AsSpan(8, (int)BinaryPrimitives.ReadInt64LittleEndian(bytes));
        using var tensors = JsonDocument.Parse(header.ToArray());
        tensors.RootElement.EnumerateObject().Count(t => t.Name != "__metadata__").ShouldBeGreaterThan(3);

        var refused = await OrchestratorProcess.RunAsync("best", "--save", Path.Combine(home, "planted.onnx"), "--home", home);
        refused.ExitCode.ShouldBe(2);
        refused.Errors.ShouldContain(".pt or .safetensors");
    }
}
