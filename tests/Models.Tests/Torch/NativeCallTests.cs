using System.Runtime.InteropServices;
using Orchestrator.Models.Torch;
using TorchSharp;
using static TorchSharp.torch;

namespace Orchestrator.Models.Tests.Torch;

/// <summary>What is called in libtorch by name: an update that moves a function or its meaning fails here.</summary>
public sealed class NativeCallTests : IDisposable
{
    private readonly DisposeScope scope = NewDisposeScope();

    public void Dispose() => scope.Dispose();

    [Fact]
    public void An_operator_is_called_by_name_and_recorded()
    {
        var x = HostTensors.FromSpan<float>([1, 2, 3]);
        x.requires_grad = true;

        var y = Aten.Call("aten::mul"u8, "Tensor"u8, 1, x, x)[0];
        y.sum().backward();

        y.ToArray<float>().ShouldBe([1f, 4, 9]);
        x.grad!.ToArray<float>().ShouldBe([2f, 4, 6]);
    }

    [Fact]
    public void Lists_numbers_and_several_results_go_through()
    {
        var lstm = nn.LSTM(3, 4, batchFirst: true, bidirectional: true);
        var (input, start) = (randn(2, 5, 3), zeros(2, 2, 4));
        var (expected, _, _) = lstm.call(input);

        var results =
            Aten.Call("aten::lstm"u8, "input"u8, 3, input, new[] { start, start }, lstm.parameters().ToArray<Tensor>(), true, 1, 0.0, false,
                true, true);

        results.Length.ShouldBe(3);
        results[0].ToArray<float>().ShouldBe(expected.ToArray<float>());
    }

    [Fact]
    public void An_operator_that_is_not_there_is_an_error() =>
        Should.Throw<TorchException>(() => Aten.Call("aten::no_such_operator"u8, ""u8, 1)).Message.ShouldContain("aten::no_such_operator");

    [Fact]
    public void Calls_leave_no_tensor_behind()
    {
        var x = ones(3);
        Aten.Call("aten::cat"u8, ""u8, 1, new[] { x, x }, 0)[0].Dispose();
        var before = Tensor.TotalCount;

        Aten.Call("aten::cat"u8, ""u8, 1, new[] { x, x }, 0)[0].Dispose();

        Tensor.TotalCount.ShouldBe(before);
    }

    [Fact]
    public void Autocast_narrows_products_until_it_is_disposed()
    {
        var x = ones(2, 2);
        using (Autocast.Enter(CPU, ScalarType.BFloat16))
        {
            x.mm(x).dtype.ShouldBe(ScalarType.BFloat16);
            using (Autocast.Suspend(CPU))
            {
                x.mm(x).dtype.ShouldBe(ScalarType.Float32);
            }

            x.mm(x).dtype.ShouldBe(ScalarType.BFloat16);
        }

        x.mm(x).dtype.ShouldBe(ScalarType.Float32);
        using (Autocast.Enter(CPU, null))
        {
            x.mm(x).dtype.ShouldBe(ScalarType.Float32);
        }
    }

    [Fact]
    public void Deterministic_algorithms_can_be_required()
    {
        LibtorchContext.IsDeterministic.ShouldBeFalse();
        try
        {
            LibtorchContext.IsDeterministic = true;
            LibtorchContext.IsDeterministic.ShouldBeTrue();
            // An operator that has no repeatable variant is refused.
            Should.Throw<TorchException>(() =>
                Aten.Call("aten::put_"u8, ""u8, 1, zeros(3), HostTensors.FromSpan<long>([0]), ones(1), false));
        }
        finally
        {
            LibtorchContext.IsDeterministic = false;
        }
    }

    [Fact]
    public void The_memory_of_a_GPU_that_is_not_there_is_an_error_that_names_it() =>
        Should.Throw<TorchException>(() => CudaMemory.Of(1000)).Message.ShouldContain("cuda:1000");

    [SkippableFact]
    public void A_GPU_has_memory()
    {
        Skip.IfNot(TorchRuntime.HasCuda, $"libtorch {TorchRuntime.Version} sees no GPU on this machine.");
        var memory = CudaMemory.Of(0);
        memory.Total.ShouldBeGreaterThan(1L << 30);
        memory.Free.ShouldBeInRange(0, memory.Total);
    }

    [Fact]
    public void An_error_is_libtorchs_first_line_and_names_the_layer()
    {
        var network = nn.Sequential(nn.Linear(4, 3), nn.ReLU(), nn.Sequential(nn.Linear(7, 1)));
        var trace = new LayerTrace(network);
        var refusal = Should.Throw<ExternalException>(() => network.call(ones(2, 4)));
        refusal.Message.ShouldContain("\n");

        var error = TorchException.Of(refusal, trace.Current);

        error.Message.ShouldBe("layer 2.0 (Linear): mat1 and mat2 shapes cannot be multiplied (2x3 and 7x1)");
    }

    [Theory]
    [InlineData("cpu", DeviceType.CPU, -1)]
    [InlineData("cuda", DeviceType.CUDA, 0)]
    [InlineData("cuda:3", DeviceType.CUDA, 3)]
    public void Devices_have_names(string text, DeviceType type, int index)
    {
        var device = TorchDevice.Parse(text);
        (device.type, device.index).ShouldBe((type, index));
    }

    [Theory]
    [InlineData("")]
    [InlineData("gpu")]
    [InlineData("cuda:")]
    [InlineData("cuda:-1")]
    public void What_is_no_device_is_refused(string text) => Should.Throw<FormatException>(() => TorchDevice.Parse(text));

    [Fact]
    public void A_state_of_another_network_is_refused_and_changes_nothing()
    {
        using var network = nn.Linear(3, 4);
        var before = network.weight!.ToArray<float>();
        Refused(state => state.Remove("bias"), "'bias'");
        Refused(state => state.Add("other", ones(1)), "'other'");
        Refused(state => state["bias"] = ones(1), "'bias' is (4) in the network and (1)");
        network.weight!.ToArray<float>().ShouldBe(before);

        void Refused(Action<Dictionary<string, Tensor>> spoil, string reason)
        {
            var state = network.state_dict().ToDictionary(pair => pair.Key, pair => (Tensor)zeros_like(pair.Value));
            spoil(state);
            Should.Throw<ArgumentException>(() => NetworkState.Load(network, state)).Message.ShouldContain(reason);
        }
    }
}
