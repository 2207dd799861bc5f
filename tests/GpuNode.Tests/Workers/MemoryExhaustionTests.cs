using Orchestrator.GpuNode.Workers;
using Orchestrator.Models.Torch;

namespace Orchestrator.GpuNode.Tests.Workers;

public sealed class MemoryExhaustionTests
{
    [Theory]
    [InlineData("CUDA out of memory. Tried to allocate 20.00 GiB. GPU 0 has a total capacity of 139.81 GiB")]
    [InlineData(
        "[enforce fail at alloc_cpu.cpp:114] err == 0. DefaultCPUAllocator: can't allocate memory: you tried to allocate 4000000000000 "
            + "bytes.")]
    [InlineData("CUDA error: CUBLAS_STATUS_ALLOC_FAILED when calling `cublasCreate(handle)`")]
    public void What_libtorch_says_of_memory_is_understood(string message) =>
        MemoryExhaustion.Explains(new InvalidOperationException("Training.", new TorchException(message))).ShouldBeTrue();

    [Fact]
    public void Other_exceptions_are_other_failures()
    {
        MemoryExhaustion.Explains(new TorchException("aten::mm(Float32[3, 4]): shapes cannot be multiplied")).ShouldBeFalse();
        MemoryExhaustion.Explains(new InvalidDataException("The file 'out of memory.csv' has no label.")).ShouldBeFalse();
        MemoryExhaustion.Explains(new OutOfMemoryException()).ShouldBeTrue();
    }

    [Theory]
    [InlineData(137, "", 4L, 5L, true)] // the kernel
    [InlineData(137, "", 5L, 5L, false)] // a user
    [InlineData(137, "", null, null, false)] // who knows
    [InlineData(134, "terminate called after throwing an instance of 'std::bad_alloc'", 5L, 5L, true)]
    [InlineData(134, "Out of memory.", 5L, 5L, true)] // .NET
    [InlineData(139, "", 5L, 5L, false)]
    [InlineData(0, "Out of memory", 5L, 5L, false)]
    public void A_death_is_understood_by_its_code_the_last_words_and_the_kernels_count(int code, string words, long? before, long? after,
        bool memory) =>
        MemoryExhaustion.Explains(code, [words], before, after).ShouldBe(memory);
}
