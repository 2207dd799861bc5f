using NSubstitute;
using Orchestrator.Cli.Doctor;
using Orchestrator.Cli.Embedded;
using Orchestrator.GpuNode.Devices;

namespace Orchestrator.Cli.Tests.Doctor;

public sealed class DoctorChecksTests
{
    private readonly ITorchDevices torch = Substitute.For<ITorchDevices>();

    public DoctorChecksTests()
    {
        torch.Version.Returns("2.10.0");
        torch.Folder.Returns("/opt/torch/lib");
        torch.LstmKernelAgrees.Returns(true);
        torch.ConvolutionKernelsAgree.Returns(true);
    }

    [Theory]
    [InlineData(true, false, "2.10.0 with CUDA, from /opt/torch/lib")]
    [InlineData(false, true, "2.10.0 without CUDA, from /opt/torch/lib; "
        + "a copy that asks for less of the C++ runtime, since this system's is older than the one it was built with")]
    public void Libtorch_is_named_with_its_build_and_place(bool cuda, bool patched, string expected)
    {
        torch.HasCuda.Returns(cuda);
        torch.IsPatched.Returns(patched);
        Of("libtorch", new FoundGpus([], "None.")).ShouldBe(new CheckResult("libtorch", Health.Good, expected));
    }

    [Fact]
    public void A_processor_on_which_the_LSTM_kernel_is_wrong_is_named()
    {
        torch.LstmKernelAgrees.Returns(false);
        var finding = Of("libtorch", new FoundGpus([], "None."));
        finding.Health.ShouldBe(Health.Limited);
        finding.Detail.ShouldEndWith(
            "Its LSTM kernel computes wrong numbers on this processor: LSTM layers go step by step, which is slower");
    }

    [Fact]
    public void A_processor_on_which_convolutions_are_wrong_is_named()
    {
        torch.ConvolutionKernelsAgree.Returns(false);
        var finding = Of("libtorch", new FoundGpus([], "None."));
        finding.Health.ShouldBe(Health.Limited);
        finding.Detail.ShouldEndWith(
            "oneDNN's convolutions compute wrong numbers on this processor: libtorch works without oneDNN, which is slower");
    }

    [Fact]
    public void A_libtorch_that_cannot_be_loaded_is_broken_with_the_loaders_reason()
    {
        torch.Version.Returns(_ => throw new DllNotFoundException("libtorch_cpu.so is not there."));
        torch.LoadFailure(Arg.Any<DllNotFoundException>()).Returns(call => call.Arg<Exception>().Message);
        var finding = Of("libtorch", new FoundGpus([], "None."));
        (finding.Health, finding.Detail).ShouldBe((Health.Broken, "libtorch_cpu.so is not there."));
        finding.Cure.ShouldNotBeNull();
    }

    [Fact]
    public void Cards_are_those_that_libtorch_sees_with_their_memory()
    {
        var found = new FoundGpus([
            new("cuda:0", "NVIDIA H200", 143771L << 20, 1024L << 20, 0, "570.86"),
            new("cuda:1", "NVIDIA H200 MIG 1g.18gb", 18L << 30, Driver: "570.86")]);
        Of("cuda:0", found).Detail.ShouldBe("NVIDIA H200, 1024 of 143771 MiB in use, driver 570.86");
        Of("cuda:1", found).Detail.ShouldBe("NVIDIA H200 MIG 1g.18gb, 18432 MiB, driver 570.86");
    }

    [Fact]
    public void Without_cards_the_reason_is_told() =>
        Of("GPU", new FoundGpus([], "The machine has a GPU (NVIDIA T4), but libtorch is built without CUDA: set TORCH_ROOT."))
            .ShouldBe(new CheckResult(
            "GPU", Health.Limited,
                "The machine has a GPU (NVIDIA T4), but libtorch is built without CUDA: set TORCH_ROOT. Sweeps run on the processor."));

    private CheckResult Of(string subject, FoundGpus found) =>
        DoctorChecks.Of(DataDirectory.At("/no/such/home"), torch, () => found).Single(finding => finding.Subject == subject);

    [Fact]
    public void What_a_control_group_leaves_is_named()
    {
        DoctorChecks.Limits(null, machine: 8, cores: 8).ShouldBeEmpty();
        DoctorChecks.Limits((1L << 30, 300L << 20), machine: 8, cores: 2).Select(check => check.Detail).ShouldBe(
        [
            "2 of 8 cores may be used: a CPU quota or an affinity is set",
            "1024 MiB of memory may be used, of which 300 are: a control group sets it",
        ]);
    }
}
