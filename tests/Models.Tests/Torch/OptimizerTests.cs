using Orchestrator.Models.Tests.Torch.Reference;
using Orchestrator.Models.Torch;
using Orchestrator.Models.Torch.Archives;
using Orchestrator.Models.Torch.Layers;
using Orchestrator.Models.Torch.Optimizers;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Orchestrator.Models.Tests.Torch;

public sealed class OptimizerTests : IDisposable
{
    private static readonly Dictionary<string, Func<Parameter[], Optimizer>> Optimizers = new()
    {
        ["adam"] = p => new FusedAdam(p, 0.05),
        ["adam-decay"] = p => new FusedAdam(p, 0.02, 0.8, 0.99, 1e-6, 0.1),
        ["sgd"] = p => new Sgd(p, 0.01),
        ["sgd-momentum"] = p => new Sgd(p, 0.01, 0.9, 0.05),
        ["sgd-nesterov"] = p => new Sgd(p, 0.01, 0.9, nesterov: true),
        ["rms-prop"] = p => new RmsProp(p, 0.01),
        ["rms-prop-momentum"] = p => new RmsProp(p, 0.01, 0.9, 1e-6, 0.5, 0.05),
    };

    private readonly DisposeScope scope = NewDisposeScope();

    public static TheoryData<string> Names => [.. Optimizers.Keys];

    public void Dispose() => scope.Dispose();

    [Theory]
    [MemberData(nameof(Names))]
    public void Twelve_steps_lead_where_PyTorch_goes(string name)
    {
        var parameters = Start();
        using var optimizer = Optimizers[name](parameters);
        for (var step = 0; step < 12; step++)
        {
            if (step == 6)
            {
                optimizer.LearningRate /= 2;
            }

            Descend(optimizer, parameters);
        }
        optimizer.StepCount.ShouldBe(12);
        for (var i = 0; i < parameters.Length; i++)
        {
            PyTorch.Numbers.Optimizers[name][i].ShouldEqual(parameters[i], $"parameter {i}", 1e-6);
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_saved_state_continues_bit_by_bit(string name)
    {
        var parameters = Start();
        using var optimizer = Optimizers[name](parameters);
        for (var step = 0; step < 5; step++)
        {
            Descend(optimizer, parameters);
        }

        optimizer.LearningRate = 0.003;

        var resumedParameters = Array.ConvertAll(parameters, p => Leaf(p.detach().clone()));
        using var resumed = Optimizers[name](resumedParameters);
        resumed.LoadStateDict(optimizer.StateDict());
        (resumed.StepCount, resumed.LearningRate).ShouldBe((5, 0.003));

        for (var step = 0; step < 5; step++)
        {
            Descend(optimizer, parameters);
            Descend(resumed, resumedParameters);
        }
        for (var i = 0; i < parameters.Length; i++)
        {
            resumedParameters[i].ToArray<float>().ShouldBe(parameters[i].ToArray<float>());
        }
    }

    /// <summary>Loshchilov and Hutter 2019, algorithm 2, in double.</summary>
    [Fact]
    public void AdamW_takes_the_decay_from_the_weight_and_not_by_the_gradient()
    {
        const double rate = 0.05, decay = 0.1, beta1 = 0.9, beta2 = 0.999, epsilon = 1e-8;
        var parameters = Start();
        using var optimizer = new FusedAdam(parameters, rate, weightDecay: decay, decoupled: true);
        var (expected, mean, square) = (parameters[1].ToArray<double>(), new double[4], new double[4]);
        for (var step = 1; step <= 12; step++)
        {
            for (var i = 0; i < expected.Length; i++)
            {
                var gradient = 4 * Math.Pow(expected[i] - Math.Cos(i), 3);
                mean[i] = beta1 * mean[i] + (1 - beta1) * gradient;
                square[i] = beta2 * square[i] + (1 - beta2) * gradient * gradient;
                expected[i] -= rate * decay * expected[i];
                expected[i] -= rate
                    * (mean[i] / (1 - Math.Pow(beta1, step))) / (Math.Sqrt(square[i] / (1 - Math.Pow(beta2, step))) + epsilon);
            }

            Descend(optimizer, parameters);
        }

        parameters[1].ToArray<double>().ShouldBe(expected, 1e-5);
    }

    [Fact]
    public void A_step_leaves_no_tensor_behind()
    {
        var parameters = Start();
        using var optimizer = new FusedAdam(parameters);
        Descend(optimizer, parameters);
        var before = Tensor.TotalCount;
        for (var step = 0; step < 3; step++)
        {
            Descend(optimizer, parameters);
        }

        Tensor.TotalCount.ShouldBe(before);
    }

    [Fact]
    public void A_parameter_without_a_gradient_stays()
    {
        var (used, idle) = (Leaf(ones(2)), Leaf(ones(2)));
        using var optimizer = new Sgd([used, idle], 0.5, weightDecay: 0.1);
        used.sum().backward();
        optimizer.Step();
        used.ToArray<double>().ShouldBe([0.45, 0.45], 1e-7);
        idle.ToArray<float>().ShouldBe([1f, 1]);
        optimizer.ZeroGrad();
        used.grad.ShouldBeNull();
    }

    [Fact]
    public void The_state_of_another_optimizer_is_refused_and_changes_nothing()
    {
        var parameters = Start();
        using var adam = new FusedAdam(parameters);
        using var sgd = new Sgd(parameters, 0.1);
        using var other = new FusedAdam([Leaf(ones(1)), Leaf(ones(4))]);
        using var more = new FusedAdam([.. parameters, Leaf(ones(1))]);
        other.LearningRate = 7;
        Should.Throw<ArgumentException>(() => adam.LoadStateDict(sgd.StateDict())).Message.ShouldContain("'mean.0'");
        Should.Throw<ArgumentException>(() => adam.LoadStateDict(other.StateDict())).Message.ShouldContain("(3, 2)");
        Should.Throw<ArgumentException>(() => adam.LoadStateDict(more.StateDict())).Message.ShouldContain("8 tensors");
        (adam.StepCount, adam.LearningRate).ShouldBe((0, 1e-3));
    }

    private static Parameter[] Start() => [Leaf(Waves.Sine([3, 2], 0.37, 0, 0.5)), Leaf(Waves.Sine([4], 0.37, 1, 0.5))];

    private static Parameter Leaf(Tensor tensor) => new(tensor);

    // sum((p - cos(i))^4), as in reference.py.
    private static void Descend(Optimizer optimizer, Parameter[] parameters)
    {
        using var step = NewDisposeScope();
        optimizer.ZeroGrad();
        var loss = zeros([]);
        foreach (var parameter in parameters)
        {
            loss += (parameter - Waves.Cosine(parameter.shape, 1)).pow(4).sum();
        }

        loss.backward();
        optimizer.Step();
    }
}
