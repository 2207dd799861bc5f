using Orchestrator.GpuNode.Devices;

namespace Orchestrator.GpuNode.Tests.Devices;

public sealed class HostProcessorsTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("processors-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public void Without_a_quota_all_cores_count()
    {
        Processors().Quota().ShouldBeNull();
        Processors().Count.ShouldBe(Environment.ProcessorCount);
        Write("cgroup/cpu.max", "max 100000\n");
        Processors().Quota().ShouldBeNull();
    }

    [Fact]
    public void The_least_quota_of_nested_groups_holds()
    {
        Write("proc/self/cgroup", "0::/job/step\n");
        Write("cgroup/job/step/cpu.max", "max 100000\n");
        Write("cgroup/job/cpu.max", "150000 100000\n");
        Processors().Quota().ShouldBe(1.5);
        Processors().Count.ShouldBe(Math.Min(2, Environment.ProcessorCount));
        Write("cgroup/job/step/cpu.max", "20000 100000\n");
        Processors().Quota().ShouldBe(0.2);
        Processors().Count.ShouldBe(1);
    }

    [Fact]
    public void So_it_does_in_groups_of_version_1()
    {
        Write("proc/self/cgroup", "12:memory:/\n11:cpu,cpuacct:/job/step\n0::/\n");
        Write("cgroup/cpu/job/step/cpu.cfs_quota_us", "-1\n");
        Write("cgroup/cpu/job/step/cpu.cfs_period_us", "100000\n");
        Processors().Quota().ShouldBeNull();
        Write("cgroup/cpu/job/cpu.cfs_quota_us", "50000\n");
        Write("cgroup/cpu/job/cpu.cfs_period_us", "50000\n");
        Processors().Quota().ShouldBe(1);
        Processors().Count.ShouldBe(1);
    }

    private HostProcessors Processors() => new(Path.Combine(folder, "proc"), Path.Combine(folder, "cgroup"));

    private void Write(string path, string text)
    {
        var file = Path.Combine(folder, path);
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        File.WriteAllText(file, text);
    }
}
