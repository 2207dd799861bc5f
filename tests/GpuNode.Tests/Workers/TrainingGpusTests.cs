using Orchestrator.Contracts.Protocol;
using Orchestrator.GpuNode.Workers;

namespace Orchestrator.GpuNode.Tests.Workers;

public sealed class TrainingGpusTests
{
    private static readonly NodeDevice[] Two = [new("cuda:0", "A100", 40L << 30), new("cuda:1", "A100", 40L << 30)];

    private readonly List<string> said = [];

    [Fact]
    public void Without_CUDA_in_libtorch_auto_is_the_processor_and_says_so_in_a_line()
    {
        TrainingGpus.Usable("auto", Two, libtorchHasCuda: false, said.Add).ShouldBeEmpty();

        said.ShouldHaveSingleItem().ShouldStartWith("This machine has 2 GPUs, but libtorch is built without CUDA: folds train on the processor.");
        said[0].ShouldNotContain("\n");
    }

    [Fact]
    public void With_CUDA_in_libtorch_all_are_used()
    {
        TrainingGpus.Usable("auto", Two, libtorchHasCuda: true, said.Add).ShouldBe(Two);
        TrainingGpus.Usable("cuda", Two, libtorchHasCuda: true, said.Add).ShouldBe(Two);
        said.ShouldBeEmpty();
    }

    [Fact]
    public void Who_asks_for_cuda_is_told_that_libtorch_has_none() =>
        Should.Throw<InvalidOperationException>(() => TrainingGpus.Usable("cuda", Two, libtorchHasCuda: false, said.Add)).Message.ShouldContain("TORCH_ROOT");

    [Fact]
    public void A_machine_without_GPUs_is_no_news()
    {
        TrainingGpus.Usable("auto", [], libtorchHasCuda: false, said.Add).ShouldBeEmpty();
        said.ShouldBeEmpty();
    }
}
