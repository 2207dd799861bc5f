using Orchestrator.Torch.Runtime;
using Orchestrator.Torch.Tensors;

namespace Orchestrator.Torch.Tests.Tensors;

public sealed class HostTests
{
    [Fact]
    public void Every_element_type_comes_back_as_it_went()
    {
        RoundTrip([1.5f, -2f, float.NaN], DType.Float32);
        RoundTrip([1.5, -2, double.PositiveInfinity], DType.Float64);
        RoundTrip([long.MinValue, 0L, long.MaxValue], DType.Int64);
        RoundTrip([int.MinValue, 7], DType.Int32);
        RoundTrip([short.MinValue, short.MaxValue], DType.Int16);
        RoundTrip<byte>([0, 255], DType.UInt8);
        RoundTrip<sbyte>([-128, 127], DType.Int8);
        RoundTrip([true, false, true], DType.Bool);

        static void RoundTrip<T>(T[] values, DType dtype) where T : unmanaged
        {
            using var tensor = Tensor.FromArray(values);
            tensor.DType.ShouldBe(dtype);
            tensor.Shape.ShouldBe([values.Length]);
            tensor.ToArray<T>().ShouldBe(values);
        }
    }

    [Fact]
    public void Reading_is_row_major_whatever_the_layout_in_memory()
    {
        using var scope = new Scope();
        var tensor = Tensor.FromArray([1, 2, 3, 4, 5, 6], 2, 3);
        tensor.Transpose(0, 1).ToArray<int>().ShouldBe([1, 4, 2, 5, 3, 6]);
        tensor.Select(1, 1).ToArray<int>().ShouldBe([2, 5]);
    }

    [Fact]
    public void Reading_converts()
    {
        using var tensor = Tensor.FromArray([1.9f, -1.9f, 0f]);
        tensor.ToArray<long>().ShouldBe([1L, -1, 0]);
        tensor.ToArray<bool>().ShouldBe([true, true, false]);
    }

    [Fact]
    public void An_empty_tensor_has_no_values()
    {
        using var tensor = Tensor.Zeros([3, 0]);
        tensor.Count.ShouldBe(0);
        tensor.ToArray<float>().ShouldBeEmpty();
    }

    [Fact]
    public void A_shape_that_does_not_fit_is_refused() =>
        Should.Throw<ArgumentException>(() => Tensor.FromArray([1, 2, 3], 2, 2)).Message.ShouldContain("[2, 2]");

    [Fact]
    public void A_target_of_another_size_is_refused()
    {
        using var tensor = Tensor.Ones([4]);
        Should.Throw<ArgumentException>(() => tensor.CopyTo<float>(new float[3])).Message.ShouldContain("Float32[4]");
    }

    [Fact]
    public void Item_reads_the_only_element_and_refuses_more()
    {
        using var scope = new Scope();
        Tensor.Scalar(2.5).Item<double>().ShouldBe(2.5);
        Tensor.Scalar(7L).Item<int>().ShouldBe(7);
        Tensor.FromArray([true]).Item<bool>().ShouldBeTrue();
        Should.Throw<TorchException>(() => Tensor.Ones([2]).Item<float>()).Message.ShouldContain("Float32[2]");
    }

    [Fact]
    public void Sizes_count_from_either_end()
    {
        using var tensor = Tensor.Zeros([2, 3, 4]);
        (tensor.Rank, tensor.Count, tensor.Size(0), tensor.Size(-1)).ShouldBe((3, 24L, 2L, 4L));
        Should.Throw<ArgumentOutOfRangeException>(() => tensor.Size(3));
        Should.Throw<ArgumentOutOfRangeException>(() => tensor.Size(-4));
    }

    [Theory]
    [InlineData("cpu", DeviceKind.Cpu, 0)]
    [InlineData("cuda", DeviceKind.Cuda, 0)]
    [InlineData("cuda:3", DeviceKind.Cuda, 3)]
    public void Devices_are_read_and_written(string text, DeviceKind kind, int index)
    {
        Device.Parse(text).ShouldBe(new Device(kind, index));
        Device.Parse(Device.Parse(text).ToString()).ShouldBe(Device.Parse(text));
    }

    [Theory]
    [InlineData("gpu")]
    [InlineData("cuda:")]
    [InlineData("cuda:-1")]
    [InlineData("")]
    public void What_is_no_device_is_refused(string text) => Should.Throw<FormatException>(() => Device.Parse(text));
}
