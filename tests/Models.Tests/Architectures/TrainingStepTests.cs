using Orchestrator.Models.Data;
using Orchestrator.Models.Torch;
using Orchestrator.Models.Torch.Optimizers;
using Orchestrator.Models.Training;
using TorchSharp;
using static TorchSharp.torch;

namespace Orchestrator.Models.Tests.Architectures;

/// <summary>What a training step has to do for every registered architecture.</summary>
public sealed class TrainingStepTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("steps-").FullName;

    public static TheoryData<string, TaskKind> All => ArchitectureCase.All;

    [Theory, MemberData(nameof(All))]
    public void A_checkpoint_resumes_bit_for_bit(string model, TaskKind kind)
    {
        using var scope = NewDisposeScope();
        using var untouched = new ArchitectureCase(model, kind);
        using var expected = Trainer(untouched);
        using var first = new ArchitectureCase(model, kind);
        using var interrupted = Trainer(first);
        using var second = new ArchitectureCase(model, kind, seed: 77); // other weights, which the checkpoint replaces
        using var resumed = Trainer(second);

        Steps(untouched, expected, 0, 4);
        Steps(first, interrupted, 0, 2);
        Checkpoint.Write(folder, FoldProgress.Start("id"), interrupted.State, zeros(1));
        using (var checkpoint = Checkpoint.Read(folder, "id", out _).ShouldNotBeNull())
        {
            resumed.Restore(checkpoint);
        }

        Steps(second, resumed, 2, 2);

        Numbers(resumed.Network).ShouldBe(Numbers(expected.Network));
    }

    [Theory, MemberData(nameof(All))]
    public void Parts_of_a_batch_add_up_to_its_gradient(string model, TaskKind kind)
    {
        // Batch normalisation measures each part by itself: in evaluation it measures none.
        var whole = Gradient(model, kind, part: ArchitectureCase.Rows);

        var parts = Gradient(model, kind, part: 5);

        var length = Math.Sqrt(whole.Sum(x => (double)x * x));
        length.ShouldBeGreaterThan(1e-4);
        Math.Sqrt(parts.Zip(whole).Sum(pair => Math.Pow(pair.First - pair.Second, 2))).ShouldBeLessThan(2e-6 * length + 1e-7);
    }

    [Theory, MemberData(nameof(All))]
    public void Mixed_precision_comes_near_single_precision(string model, TaskKind kind)
    {
        var single = Loss(model, kind, null);

        var mixed = Loss(model, kind, ScalarType.BFloat16);

        mixed.ShouldNotBe(single); // or nothing was mixed
        mixed.ShouldBe(single, 0.05 * single);
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);

    private static Trainer Trainer(ArchitectureCase of) =>
        of.Trainer(new FusedAdam(of.Network.parameters(), 1e-2), new(Part: ArchitectureCase.Rows));

    private static void Steps(ArchitectureCase of, Trainer learner, int start, int count)
    {
        for (var step = start; step < start + count; step++)
        {
            new FoldSeeds(1, new(0, 0)).Step(1, step);
            learner.Step(of.First(8 + step % 2), zeros(1));
        }
    }

    private static string[] Numbers(nn.Module<Tensor, Tensor> network) =>
        [.. network.state_dict()
            .Select(pair => $"{pair.Key} {string.Join(' ', pair.Value.ToArray<float>().Select(BitConverter.SingleToInt32Bits))}")];

    /// <summary>How far a step of plain descent with step size 1 moves the weights.</summary>
    private static float[] Gradient(string model, TaskKind kind, int part)
    {
        using var scope = NewDisposeScope();
        using var tested = new ArchitectureCase(model, kind, dropoutOn: false);
        using var learner = tested.Trainer(new Sgd(tested.Network.parameters(), 1), new(part));
        tested.Network.eval();
        var before = Weights(tested.Network);
        learner.Step(tested.First(ArchitectureCase.Rows), zeros(1));
        return [.. Weights(tested.Network).Zip(before, (after, start) => after - start)];
    }

    private static double Loss(string model, TaskKind kind, ScalarType? narrow)
    {
        using var scope = NewDisposeScope();
        using var tested = new ArchitectureCase(model, kind, dropoutOn: false);
        using var learner = tested.Trainer(new FusedAdam(tested.Network.parameters(), 1e-3), new(ArchitectureCase.Rows, Narrow: narrow));
        var loss = zeros(1);
        for (var step = 0; step < 3; step++)
        {
            learner.Step(tested.First(ArchitectureCase.Rows), loss);
        }

        tested.Network.parameters().ShouldAllBe(parameter => parameter.dtype == ScalarType.Float32);
        return loss.item<float>();
    }

    private static float[] Weights(nn.Module<Tensor, Tensor> network) =>
        [.. network.parameters().SelectMany(parameter => parameter.ToArray<float>())];
}
