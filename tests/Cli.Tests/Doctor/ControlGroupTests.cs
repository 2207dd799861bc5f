using Orchestrator.Cli.Tests.EndToEnd;

namespace Orchestrator.Cli.Tests.Doctor;

/// <summary>Limits that the kernel of this machine enforces, whichever version of control groups it has.</summary>
public sealed class ControlGroupTests
{
    [SkippableFact]
    public async Task What_the_group_around_the_own_one_leaves_is_found()
    {
        using var group = ControlGroup.TryCreate(memory: 1 << 30, processors: 1);
        Skip.If(group is null, "This machine lets no control group be made: that takes root, and controllers that are handed down.");
        using var doctor = OrchestratorProcess.Start(new Dictionary<string, string>(), group.Launcher, ["doctor"]);
        var ending = await doctor.EndAsync();
        ending.Output.ShouldContain("1024 MiB of memory may be used", customMessage: ending.Errors);
        if (Environment.ProcessorCount > 1)
        {
            ending.Output.ShouldMatch("1 of [0-9]+ cores may be used");
        }
    }
}
