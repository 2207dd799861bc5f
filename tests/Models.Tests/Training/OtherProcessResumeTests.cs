using System.Diagnostics;

namespace Orchestrator.Models.Tests.Training;

/// <summary>
/// A fold that one process trained in part and another to its end has the bits of one that was never interrupted, for every registered
/// architecture.
/// </summary>
public sealed class OtherProcessResumeTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("resume-").FullName;

    [Fact]
    public async Task Every_architecture_resumes_bit_for_bit_in_another_process()
    {
        var whole = await RunAsync(Path.Combine(folder, "whole"));
        var stopped = await RunAsync(Path.Combine(folder, "parts"), "stop");
        // The other way round: what this process trained before must not matter either.
        var resumed = await RunAsync(Path.Combine(folder, "parts"), "backwards");

        whole.Keys.ShouldBe(ModelCatalog.Names);
        foreach (var (model, line) in resumed)
        {
            stopped[model].ShouldSatisfyAllConditions(
                model, part => part.Result.ShouldBe("stopped"), part =>
                    part.Steps.ShouldBe(ResumeProgram.StopAfter), part => part.Bits.ShouldNotBe(line.Bits));
            (line.FromEpoch, line.Steps, line.Refusals).ShouldBe((1, ResumeProgram.Steps - ResumeProgram.StopAfter, 0), model);
            (line.Result, line.Bits).ShouldBe((whole[model].Result, whole[model].Bits), model);
            whole[model].Steps.ShouldBe(ResumeProgram.Steps);
        }
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);

    private static async Task<OrderedDictionary<string, Line>> RunAsync(params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", [typeof(ResumeProgram).Assembly.Location, .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true
        };
        using var process = Process.Start(start)!;
        var errors = process.StandardError.ReadToEndAsync();
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        process.ExitCode.ShouldBe(0, await errors);
        return new(output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.Split('\t')).Select(
            cells => KeyValuePair.Create(cells[0],
                new Line(int.Parse(cells[1]), int.Parse(cells[2]), int.Parse(cells[3]), cells[4], cells[5]))));
    }

    private sealed record Line(int FromEpoch, int Steps, int Refusals, string Result, string Bits);
}
