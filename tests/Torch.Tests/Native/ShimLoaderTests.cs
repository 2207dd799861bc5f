using Orchestrator.Torch.Native;
using Orchestrator.Torch.Runtime;

namespace Orchestrator.Torch.Tests.Native;

public sealed class ShimLoaderTests
{
    [Fact]
    public void The_library_of_the_enclosing_checkout_is_found() =>
        ShimLoader.Candidates().ShouldContain(path => path.EndsWith("build/native/liborchestrator_torch.so", StringComparison.Ordinal) && File.Exists(path));

    [Fact]
    public void A_library_that_is_named_is_the_only_one_considered()
    {
        var before = Environment.GetEnvironmentVariable(ShimLoader.Variable);
        try
        {
            Environment.SetEnvironmentVariable(ShimLoader.Variable, "/somewhere/else.so");
            ShimLoader.Candidates().ShouldBe(["/somewhere/else.so"]);
        }
        finally
        {
            Environment.SetEnvironmentVariable(ShimLoader.Variable, before);
        }
    }

    [Fact]
    public void A_missing_library_tells_how_to_build_it() =>
        new ShimNotFoundException("/x/liborchestrator_torch.so").Message.ShouldContain("src/Torch/native/build.sh");
}
