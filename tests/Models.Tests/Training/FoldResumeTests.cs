using System.Runtime.InteropServices;
using System.Text.Json;
using Orchestrator.Contracts.Messages;
using Orchestrator.Contracts.SearchSpaces;
using Orchestrator.Contracts.Trials;
using Orchestrator.Models.Torch;
using Orchestrator.Models.Torch.Archives;
using Orchestrator.Models.Training;
using TorchSharp;
using static TorchSharp.torch;

namespace Orchestrator.Models.Tests.Training;

/// <summary>A fold that is interrupted and continued ends with the bits of one that never was.</summary>
public sealed class FoldResumeTests : IDisposable
{
    private readonly PlantedSweep sweep = new();

    // An epoch has 4 steps (64 rows in batches of 16): before an epoch's end, at it, and several times over.
    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(9)]
    [InlineData(23)]
    [InlineData(1, 1, 1, 5, 2)]
    public void Resumes_bit_for_bit(params int[] interruptions)
    {
        var untouched = new Recorder();
        var expected = Run(sweep.Assignment(artifacts: "untouched"), untouched);
        var assignment = sweep.Assignment(artifacts: "interrupted");
        foreach (var steps in interruptions)
        {
            var stopped = new Recorder { StopAfter = steps };
            Should.Throw<OperationCanceledException>(() => Run(assignment, stopped));
            stopped.Steps.ShouldBe(steps);
        }

        var resumed = new Recorder();
        var result = Run(assignment, resumed);

        resumed.FromEpoch.ShouldBe(interruptions.Sum() / 4);
        resumed.Steps.ShouldBe(untouched.Steps - interruptions.Sum());
        resumed.Epochs.Select(told => (told.Epoch, string.Join(' ', told.Metrics)))
            .ShouldBe(untouched.Epochs.Select(told => (told.Epoch, string.Join(' ', told.Metrics))));
        Numbers(result).ShouldBe(Numbers(expected));
        Weights("interrupted").ShouldBe(Weights("untouched"));
    }

    [Theory]
    [InlineData("step")]
    [InlineData("plateau")]
    [InlineData("one-cycle")]
    public void Resumes_a_schedule_bit_for_bit(string schedule)
    {
        var configuration = PlantedSweep.Settings(("warmup", 1), ("decay_epochs", 1), ("accumulate", 2))
            .With("schedule", ParameterValue.Of(schedule));
        var expected = Run(sweep.Assignment(artifacts: "untouched", configuration: configuration), new Recorder());
        var assignment = sweep.Assignment(artifacts: "interrupted", configuration: configuration);
        Should.Throw<OperationCanceledException>(() => { var stopped = new Recorder { StopAfter = 7 }; Run(assignment, stopped); });

        Numbers(Run(assignment, new Recorder())).ShouldBe(Numbers(expected));

        Weights("interrupted").ShouldBe(Weights("untouched"));
    }

    [Fact]
    public void A_fold_that_has_ended_returns_what_it_returned()
    {
        var first = new Recorder();
        var expected = Run(sweep.Assignment(), first);

        var again = new Recorder();
        var result = Run(sweep.Assignment(), again);

        again.Steps.ShouldBe(0);
        again.FromEpoch.ShouldBe(6);
        again.Epochs.Count.ShouldBe(6);
        Numbers(result).ShouldBe(Numbers(expected));
        result.TrainSeconds.ShouldBe(expected.TrainSeconds);
    }

    [Fact]
    public void Seconds_add_up_over_attempts()
    {
        var stopped = new Recorder { StopAfter = 20 };
        Should.Throw<OperationCanceledException>(() => Run(sweep.Assignment(), stopped));
        using var checkpoint = Saved("fold");
        var part = checkpoint.Progress.Seconds;

        Run(sweep.Assignment(), new Recorder()).TrainSeconds.ShouldBeGreaterThan(part);
        part.ShouldBeGreaterThan(0);
    }

    [Fact]
    public void A_checkpoint_of_another_configuration_is_refused()
    {
        Run(sweep.Assignment(), new Recorder());

        var recorder = new Recorder();
        Run(sweep.Assignment(configuration: PlantedSweep.Settings(("units", 9))), recorder);

        recorder.FromEpoch.ShouldBe(0);
        recorder.Refusals.ShouldHaveSingleItem().ShouldContain("another configuration");
    }

    [Fact]
    public void A_checkpoint_of_other_data_is_refused()
    {
        Run(sweep.Assignment(), new Recorder());
        File.AppendAllText(sweep.DataPath, ">late label=site\nACGTACGTACGTACGTACGT\n");

        var recorder = new Recorder();
        Run(sweep.Assignment(), recorder);

        recorder.Refusals.Count.ShouldBe(1);
        recorder.Steps.ShouldBeGreaterThan(0);
    }

    [Fact]
    public void A_damaged_checkpoint_is_refused()
    {
        Run(sweep.Assignment(), new Recorder());
        var path = Path.Combine(sweep.Assignment().ArtifactFolder, "checkpoint.bin");
        var bytes = File.ReadAllBytes(path);
        File.WriteAllBytes(path, bytes[..(bytes.Length / 2)]);

        var recorder = new Recorder();
        Run(sweep.Assignment(), recorder).Epochs.ShouldBe(6);

        recorder.Refusals.ShouldHaveSingleItem().ShouldContain("cannot be read");
    }

    public void Dispose() => sweep.Dispose();

    // A trainer of its own: what it cached must not matter.
    private static FoldResult Run(FoldAssignment assignment, Recorder recorder)
    {
        using var trainer = new FoldTrainer();
        return trainer.Run(assignment, "cpu", recorder, recorder.Stop);
    }

    private static string Numbers(FoldResult result) =>
        $"{result.Score} {result.BestEpoch} {result.Epochs} {string.Join(' ', result.Metrics)}";

    private Checkpoint Saved(string artifacts)
    {
        using var archive = TensorArchive.Load(Path.Combine(sweep.Assignment(artifacts: artifacts).ArtifactFolder, "checkpoint.bin"));
        var identity = JsonDocument.Parse(archive.Metadata).RootElement.GetProperty("identity").GetString()!;
        return Checkpoint.Read(sweep.Assignment(artifacts: artifacts).ArtifactFolder, identity, out _).ShouldNotBeNull();
    }

    private IEnumerable<string> Weights(string artifacts)
    {
        using var saved = Saved(artifacts);
        return [.. saved.BestWeights.Select(pair =>
            $"{pair.Key} {Convert.ToHexString(MemoryMarshal.AsBytes<float>(pair.Value.ToArray<float>()))}")];
    }
}
