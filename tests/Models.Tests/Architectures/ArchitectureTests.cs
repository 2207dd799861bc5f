using Orchestrator.Models.Catalog;
using Orchestrator.Torch.Optimizers;
using Orchestrator.Torch.Randomness;
using Orchestrator.Torch.Runtime;
using Orchestrator.Torch.Tensors;

namespace Orchestrator.Models.Tests.Architectures;

/// <summary>What every registered architecture has to do.</summary>
public sealed class ArchitectureTests
{
    public static TheoryData<string, TaskKind> All => ArchitectureCase.All;

    [Theory, MemberData(nameof(All))]
    public void Gives_every_row_its_outputs(string model, TaskKind kind)
    {
        using var scope = new Scope();
        using var tested = new ArchitectureCase(model, kind);

        var outputs = tested.Outputs();

        outputs.Shape.ShouldBe([ArchitectureCase.Rows, tested.Shape.Outputs]);
        outputs.IsFinite().ShouldBeTrue();
    }

    /// <summary>
    /// Along a random direction v of all weights at once, <c>(L(w + e v) - L(w - e v)) / 2 e</c> is the gradient's <c>g . v</c>. The step is
    /// short, because rectifiers and max-pooling have kinks, and not shorter, because the loss has 24 bits.
    /// </summary>
    [Theory, MemberData(nameof(All))]
    public void Has_the_gradient_of_finite_differences(string model, TaskKind kind)
    {
        using var scope = new Scope();
        using var tested = new ArchitectureCase(model, kind, seed: 2, dropoutOn: false);
        using var generator = new Generator(3);
        tested.Loss().Backward();
        var gradients = tested.Network.Parameters.Select(parameter => parameter.Grad.ShouldNotBeNull()).ToArray();
        var length = Math.Sqrt(gradients.Sum(gradient => gradient.Square().Sum().Item<double>()));
        length.ShouldBeGreaterThan(1e-4);

        // Half along the gradient, half random: the slope is large enough to be measured and every weight takes part.
        var directions = gradients.Select(gradient => gradient / length + RandomTensors.Normal(gradient.Shape, 0, 1, generator) * (0.5 / Math.Sqrt(tested.Network.ParameterCount))).ToArray();
        var slope = gradients.Zip(directions).Sum(pair => (pair.First * pair.Second).Sum().Item<double>());

        const double step = 3e-4;
        using var inference = Libtorch.NoGrad();
        Move(step);
        var above = tested.Loss().Item<double>();
        Move(-2 * step);
        var below = tested.Loss().Item<double>();

        ((above - below) / (2 * step)).ShouldBe(slope, 0.02 * Math.Abs(slope));

        void Move(double by)
        {
            foreach (var (parameter, direction) in tested.Network.Parameters.Zip(directions)) parameter.Add_(direction, by);
        }
    }

    [Theory, MemberData(nameof(All))]
    public void Learns_a_batch_by_heart(string model, TaskKind kind)
    {
        using var scope = new Scope();
        using var tested = new ArchitectureCase(model, kind, dropoutOn: false);
        using var optimizer = new Adam(tested.Network.Parameters, 1e-2);
        var before = tested.Loss().Item<double>();
        var after = before;

        for (var step = 0; step < 200 && after > before / 3; step++)
        {
            using var inner = new Scope();
            optimizer.ZeroGrad();
            var loss = tested.Loss();
            after = loss.Item<double>();
            loss.Backward();
            optimizer.Step();
        }

        after.ShouldBeLessThan(before / 3);
    }

    [Theory, MemberData(nameof(All))]
    public void Draws_its_weights_and_masks_from_its_own_generators(string model, TaskKind kind)
    {
        using var scope = new Scope();
        using var first = new ArchitectureCase(model, kind, seed: 4);
        using var same = new ArchitectureCase(model, kind, seed: 4);
        using var other = new ArchitectureCase(model, kind, seed: 5);

        var outputs = first.Outputs().ToArray<float>();

        same.Outputs().ToArray<float>().ShouldBe(outputs);
        other.Outputs().ToArray<float>().ShouldNotBe(outputs);
    }

    [Theory, MemberData(nameof(All))]
    public void Predicts_without_dropout(string model, TaskKind kind)
    {
        using var scope = new Scope();
        using var tested = new ArchitectureCase(model, kind);
        tested.Network.Eval();

        tested.Outputs().ToArray<float>().ShouldBe(tested.Outputs().ToArray<float>());
    }
}
