using Orchestrator.Torch.Optimizers;
using Orchestrator.Torch.Runtime;
using Orchestrator.Torch.Tensors;
using Orchestrator.Torch.Tests.Reference;

namespace Orchestrator.Torch.Tests.Optimizers;

public sealed class OptimizerTests : IDisposable
{
    private static readonly Dictionary<string, Func<IReadOnlyList<Tensor>, Optimizer>> Optimizers = new()
    {
        ["adam"] = p => new Adam(p, 0.05),
        ["adam-decay"] = p => new Adam(p, 0.02, 0.8, 0.99, 1e-6, 0.1),
        ["sgd"] = p => new Sgd(p, 0.01),
        ["sgd-momentum"] = p => new Sgd(p, 0.01, 0.9, 0.05),
        ["sgd-nesterov"] = p => new Sgd(p, 0.01, 0.9, nesterov: true),
        ["rms-prop"] = p => new RmsProp(p, 0.01),
        ["rms-prop-momentum"] = p => new RmsProp(p, 0.01, 0.9, 1e-6, 0.5, 0.05),
    };

    private readonly Scope scope = new();

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
            if (step == 6) optimizer.LearningRate /= 2;
            Descend(optimizer, parameters);
        }
        optimizer.StepCount.ShouldBe(12);
        for (var i = 0; i < parameters.Length; i++) PyTorch.Numbers.Optimizers[name][i].ShouldEqual(parameters[i], $"parameter {i}", 1e-6);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_saved_state_continues_bit_by_bit(string name)
    {
        var parameters = Start();
        using var optimizer = Optimizers[name](parameters);
        for (var step = 0; step < 5; step++) Descend(optimizer, parameters);
        optimizer.LearningRate = 0.003;

        var resumedParameters = Array.ConvertAll(parameters, p => Leaf(p.Detach().Clone()));
        using var resumed = Optimizers[name](resumedParameters);
        resumed.LoadStateDict(optimizer.StateDict());
        (resumed.StepCount, resumed.LearningRate).ShouldBe((5, 0.003));

        for (var step = 0; step < 5; step++)
        {
            Descend(optimizer, parameters);
            Descend(resumed, resumedParameters);
        }
        for (var i = 0; i < parameters.Length; i++) resumedParameters[i].ToArray<float>().ShouldBe(parameters[i].ToArray<float>());
    }

    [Fact]
    public void A_step_leaves_no_tensor_behind()
    {
        var parameters = Start();
        using var optimizer = new Adam(parameters);
        Descend(optimizer, parameters);
        var before = Libtorch.LiveTensors;
        for (var step = 0; step < 3; step++) Descend(optimizer, parameters);
        Libtorch.LiveTensors.ShouldBe(before);
    }

    [Fact]
    public void A_parameter_without_a_gradient_stays()
    {
        var (used, idle) = (Leaf(Tensor.Ones([2])), Leaf(Tensor.Ones([2])));
        using var optimizer = new Sgd([used, idle], 0.5, weightDecay: 0.1);
        used.Sum().Backward();
        optimizer.Step();
        used.ToArray<double>().ShouldBe([0.45, 0.45], 1e-7);
        idle.ToArray<float>().ShouldBe([1f, 1]);
        optimizer.ZeroGrad();
        used.Grad.ShouldBeNull();
    }

    [Fact]
    public void The_state_of_another_optimizer_is_refused_and_changes_nothing()
    {
        var parameters = Start();
        using var adam = new Adam(parameters);
        using var sgd = new Sgd(parameters, 0.1);
        using var other = new Adam([Leaf(Tensor.Ones([1])), Leaf(Tensor.Ones([4]))]);
        using var more = new Adam([.. parameters, Leaf(Tensor.Ones([1]))]);
        other.LearningRate = 7;
        Should.Throw<ArgumentException>(() => adam.LoadStateDict(sgd.StateDict())).Message.ShouldContain("'mean.0'");
        Should.Throw<ArgumentException>(() => adam.LoadStateDict(other.StateDict())).Message.ShouldContain("Float32[3, 2]");
        Should.Throw<ArgumentException>(() => adam.LoadStateDict(more.StateDict())).Message.ShouldContain("8 tensors");
        (adam.StepCount, adam.LearningRate).ShouldBe((0, 1e-3));
    }

    private static Tensor[] Start() => [Leaf(Waves.Sine([3, 2], 0.37, 0, 0.5)), Leaf(Waves.Sine([4], 0.37, 1, 0.5))];

    private static Tensor Leaf(Tensor tensor)
    {
        tensor.RequiresGrad = true;
        return tensor;
    }

    // sum((p - cos(i))^4), as in reference.py.
    private static void Descend(Optimizer optimizer, Tensor[] parameters)
    {
        using var step = new Scope();
        optimizer.ZeroGrad();
        var loss = Tensor.Scalar(0.0);
        foreach (var parameter in parameters) loss += (parameter - Waves.Cosine(parameter.Shape, 1)).Pow(4).Sum();
        loss.Backward();
        optimizer.Step();
    }
}
