using System.Text.Json;
using Orchestrator.Cli.Tests.Rendering;

namespace Orchestrator.Cli.Tests.Export;

/// <summary><c>export --format jsonl</c>.</summary>
public sealed class JsonLinesTests : IDisposable
{
    private readonly ExportFixture fixture = new();

    public void Dispose() => fixture.Dispose();

    [Fact]
    public async Task A_trial_is_a_line_with_its_folds_attempts_and_reasons()
    {
        var lines = (await File.ReadAllLinesAsync(await fixture.ExportAsync(Story.Whole(), "jsonl")))
            .Select(line => JsonDocument.Parse(line).RootElement).ToArray();
        lines.Select(line => line.GetProperty("trial").GetInt32()).ShouldBe([0, 1, 2]);
        var best = lines[1];
        best.GetProperty("sweep").GetString().ShouldBe("splice-1");
        best.GetProperty("status").GetString().ShouldBe("completed");
        best.GetProperty("best").GetBoolean().ShouldBeTrue();
        best.GetProperty("configuration").GetProperty("learning_rate").GetDouble().ShouldBe(0.0005);
        best.GetProperty("configuration").GetProperty("pooling").GetString().ShouldBe("a,\"b\"");
        best.GetProperty("scores").GetProperty("accuracy").GetProperty("mean").GetDouble().ShouldBe(0.94375, 1e-12);
        var folds = best.GetProperty("folds").EnumerateArray().ToArray();
        folds.Select(fold => fold.GetProperty("fold").GetString()).ShouldBe(["0", "1", "refit"]);
        folds[0].GetProperty("metrics").GetProperty("validation/loss").GetDouble().ShouldBe(0.25);
        folds[0].GetProperty("bestEpoch").GetInt32().ShouldBe(3);
        var attempts = folds[0].GetProperty("attempts").EnumerateArray().ToArray();
        attempts.Select(attempt => attempt.GetProperty("attempt").GetInt32()).ShouldBe([1, 2]);
        attempts[0].GetProperty("failure").GetString().ShouldBe("crashed");
        attempts[0].GetProperty("reason").GetString()!.ShouldContain("Exit code 139");
        attempts[0].GetProperty("node").GetString().ShouldBe("local");
        lines[2].GetProperty("reason").GetString()!.ShouldContain("The loss is NaN in epoch 2.");
        lines[2].TryGetProperty("scores", out _).ShouldBeFalse();
    }
}
