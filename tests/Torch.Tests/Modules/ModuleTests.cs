using Orchestrator.Torch.Modules;
using Orchestrator.Torch.Randomness;
using Orchestrator.Torch.Runtime;
using Orchestrator.Torch.Tensors;

namespace Orchestrator.Torch.Tests.Modules;

public sealed class ModuleTests : IDisposable
{
    private readonly long before = Libtorch.LiveTensors;
    private readonly Generator generator = new(1);

    public void Dispose() => generator.Dispose();

    [Fact]
    public void Names_are_dotted_in_order_of_registration()
    {
        using var network = Network();
        network.StateDict().Keys.ShouldBe(["0.weight", "0.bias", "1.weight", "1.bias", "1.running_mean", "1.running_var", "3.0.weight"]);
        network.NamedParameters().Select(p => p.Key).ShouldBe(["0.weight", "0.bias", "1.weight", "1.bias", "3.0.weight"]);
        network.ParameterCount.ShouldBe(3 * 4 + 4 + 4 + 4 + 4 * 2);
        network.Parameters.ShouldAllBe(p => p.RequiresGrad);
    }

    [Fact]
    public void The_mode_reaches_every_module()
    {
        using var network = Network();
        var inner = new Dropout(0.5, generator);
        using var outer = new Sequential(new Sequential(inner));
        outer.Eval();
        inner.Training.ShouldBeFalse();
        outer.Train();
        inner.Training.ShouldBeTrue();
    }

    [Fact]
    public void A_network_is_freed_with_everything_in_it_and_no_sooner()
    {
        Sequential network;
        using (new Scope()) network = Network();
        (Libtorch.LiveTensors - before).ShouldBe(7);
        network.StateDict()["1.running_var"].ToArray<float>().ShouldBe([1f, 1, 1, 1]);
        network.Dispose();
        Libtorch.LiveTensors.ShouldBe(before);
    }

    [Fact]
    public void A_state_moves_from_one_network_to_another()
    {
        using var scope = new Scope();
        using Sequential source = Network(), target = Network();
        var input = Tensor.Ones([5, 3]);
        source.Forward(input); // moves the running statistics
        target.LoadStateDict(source.StateDict());
        source.Eval();
        target.Eval();
        target.Forward(input).ToArray<float>().ShouldBe(source.Forward(input).ToArray<float>());
        source.Parameters[0].Detach().Zero_();
        target.Parameters[0].Ne(0).Any().Item<bool>().ShouldBeTrue("the values are copied");
        target.Parameters.ShouldAllBe(p => p.RequiresGrad);
    }

    [Fact]
    public void A_state_of_another_network_is_refused()
    {
        using var scope = new Scope();
        using var network = Network();
        Refused(state => state.Remove("0.bias"), "'0.bias'");
        Refused(state => state.Add("4.weight", Tensor.Ones([1])), "'4.weight'");
        Refused(state => state["0.bias"] = Tensor.Ones([1]), "'0.bias' is Float32[4] in the network and Float32[1]");

        void Refused(Action<Dictionary<string, Tensor>> spoil, string reason)
        {
            var state = new Dictionary<string, Tensor>(network.StateDict());
            spoil(state);
            Should.Throw<ArgumentException>(() => network.LoadStateDict(state)).Message.ShouldContain(reason);
        }
    }

    private Sequential Network() => new(
        new Linear(3, 4, generator), new BatchNorm1d(4), new Relu(), new Sequential(new Linear(4, 2, generator, bias: false)));
}
