using Orchestrator.Models.Data;
using Orchestrator.Models.Torch;
using Orchestrator.Models.Torch.Optimizers;
using TorchSharp;
using static TorchSharp.torch;

namespace Orchestrator.Models.Tests.Architectures;

/// <summary>What every registered architecture has to do.</summary>
public sealed class ArchitectureTests
{
    public static TheoryData<string, TaskKind> All => ArchitectureCase.All;

    [Theory, MemberData(nameof(All))]
    public void Gives_every_row_its_outputs(string model, TaskKind kind)
    {
        using var scope = NewDisposeScope();
        using var tested = new ArchitectureCase(model, kind);

        var outputs = tested.Predictions();

        outputs.shape.ShouldBe([ArchitectureCase.Rows, tested.Shape.Outputs]);
        outputs.isfinite().all().item<bool>().ShouldBeTrue();
    }

    /// <summary>
    /// Along a random direction v of all weights at once, <c>(L(w + e v) - L(w - e v)) / 2 e</c> is the gradient's <c>g . v</c>. The step
    /// is short, because rectifiers and max-pooling have kinks, and not shorter, because the loss has 24 bits.
    /// </summary>
    [Theory, MemberData(nameof(All))]
    public void Has_the_gradient_of_finite_differences(string model, TaskKind kind)
    {
        using var scope = NewDisposeScope();
        using var tested = new ArchitectureCase(model, kind, seed: 2, dropoutOn: false);
        tested.Loss().backward();
        var gradients = tested.Network.parameters().Select(parameter => parameter.grad.ShouldNotBeNull()).ToArray();
        var length = Math.Sqrt(gradients.Sum(gradient => gradient.square().sum().ToDouble()));
        length.ShouldBeGreaterThan(1e-4);

        // Half along the gradient, half random: the slope is large enough to be measured and every weight takes part.
        var directions =
            gradients.Select(gradient => gradient / length + randn_like(gradient)
                * (0.5 / Math.Sqrt(NetworkState.ParameterCount(tested.Network)))).ToArray();
        var slope = gradients.Zip(directions).Sum(pair => (pair.First * pair.Second).sum().ToDouble());

        const double step = 3e-4;
        using var inference = no_grad();
        Move(step);
        var above = tested.Loss().ToDouble();
        Move(-2 * step);
        var below = tested.Loss().ToDouble();

        ((above - below) / (2 * step)).ShouldBe(slope, 0.02 * Math.Abs(slope));

        void Move(double by)
        {
            foreach (var (parameter, direction) in tested.Network.parameters().Zip(directions))
            {
                parameter.add_(direction, by);
            }
        }
    }

    [Theory, MemberData(nameof(All))]
    public void Learns_a_batch_by_heart(string model, TaskKind kind)
    {
        using var scope = NewDisposeScope();
        using var tested = new ArchitectureCase(model, kind, dropoutOn: false);
        using var optimizer = new FusedAdam(tested.Network.parameters(), 1e-2);
        var before = tested.Loss().ToDouble();
        var after = before;

        for (var step = 0; step < 200 && after > before / 3; step++)
        {
            using var inner = NewDisposeScope();
            optimizer.ZeroGrad();
            var loss = tested.Loss();
            after = loss.ToDouble();
            loss.backward();
            optimizer.Step();
        }

        after.ShouldBeLessThan(before / 3);
    }

    [Theory, MemberData(nameof(All))]
    public void Draws_its_weights_and_masks_from_libtorchs_generator(string model, TaskKind kind)
    {
        using var scope = NewDisposeScope();
        var outputs = Outputs(4);

        Outputs(4).ShouldBe(outputs);
        Outputs(5).ShouldNotBe(outputs);

        float[] Outputs(ulong seed)
        {
            using var tested = new ArchitectureCase(model, kind, seed);
            return tested.Outputs().ToArray<float>();
        }
    }

    [Theory, MemberData(nameof(All))]
    public void Outlives_the_scope_that_it_was_built_in(string model, TaskKind kind)
    {
        ArchitectureCase tested;
        using (NewDisposeScope())
        {
            tested = new ArchitectureCase(model, kind);
        }

        using var scope = NewDisposeScope();
        using (tested)
        {
            tested.Outputs().isfinite().all().item<bool>().ShouldBeTrue();
            tested.Network.state_dict().Values.ShouldAllBe(tensor => !tensor.IsInvalid);
        }
    }

    [Theory, MemberData(nameof(All))]
    public void Predicts_without_dropout(string model, TaskKind kind)
    {
        using var scope = NewDisposeScope();
        using var tested = new ArchitectureCase(model, kind);
        tested.Network.eval();

        tested.Outputs().ToArray<float>().ShouldBe(tested.Outputs().ToArray<float>());
    }
}
