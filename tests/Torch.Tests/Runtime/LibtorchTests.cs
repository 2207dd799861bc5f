using Orchestrator.Torch.Runtime;
using Orchestrator.Torch.Tensors;

namespace Orchestrator.Torch.Tests.Runtime;

public sealed class LibtorchTests
{
    [Fact]
    public void The_version_is_known() => Version.Parse(Libtorch.Version.Split('+', 'a')[0]).ShouldBeGreaterThanOrEqualTo(new Version(1, 13));

    [Fact]
    public void The_number_of_threads_is_set_and_read()
    {
        var before = Libtorch.Threads;
        try
        {
            Libtorch.Threads = 2;
            Libtorch.Threads.ShouldBe(2);
            Libtorch.Threads = 1;
            Libtorch.Threads.ShouldBe(1);
            Should.Throw<ArgumentOutOfRangeException>(() => Libtorch.Threads = 0);
        }
        finally
        {
            Libtorch.Threads = before;
        }
    }

    [Fact]
    public void A_matrix_product_uses_one_thread_when_told_so()
    {
        var before = Libtorch.Threads;
        try
        {
            Libtorch.Threads = 1;
            using var scope = new Scope();
            var x = Tensor.Ones([600, 600]);
            x.MatMul(x).Sum().Item<double>().ShouldBe(600.0 * 600 * 600);
            var process = System.Diagnostics.Process.GetCurrentProcess();
            var (cpu, clock) = (process.TotalProcessorTime, System.Diagnostics.Stopwatch.StartNew());
            for (var i = 0; i < 20; i++) x.MatMul(x).Dispose();
            process.Refresh();
            // Two busy threads would use twice the wall time.
            (process.TotalProcessorTime - cpu).ShouldBeLessThan(1.6 * clock.Elapsed + TimeSpan.FromMilliseconds(50));
        }
        finally
        {
            Libtorch.Threads = before;
        }
    }
}
