using Orchestrator.Contracts.Messages;
using Orchestrator.GpuNode.Devices;

namespace Orchestrator.GpuNode.Tests.Devices;

public sealed class HostMemoryTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("memory-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public void The_machine_is_the_limit_unless_the_control_group_is()
    {
        Write("proc/meminfo", "MemTotal:        8000 kB\nMemFree:  100 kB\nMemAvailable:    6000 kB\n");
        Memory().Read().ShouldBe((8000L << 10, 2000L << 10));
        Write("cgroup/memory.max", "max\n");
        Memory().Read().ShouldBe((8000L << 10, 2000L << 10));
        Write("cgroup/memory.max", "4096000\n");
        Write("cgroup/memory.current", "3000000\n");
        Write("cgroup/memory.stat", "anon 1\ninactive_file 1000000\n");
        Memory().Read().ShouldBe((4096000, 2000000));
    }

    [Theory]
    [InlineData("0::/job/step\n", "", "memory.max", "memory.current", "inactive_file")]
    [InlineData("12:memory:/job/step\n11:cpu,cpuacct:/\n0::/\n", "memory", "memory.limit_in_bytes", "memory.usage_in_bytes",
        "total_inactive_file")]
    public void The_least_limit_of_nested_control_groups_holds(string own, string below, string limit, string used, string files)
    {
        Write("proc/meminfo", "MemTotal: 8000 kB\nMemAvailable: 6000 kB\n");
        Write("proc/self/cgroup", own);
        Memory().Limit().ShouldBeNull();
        Write(Path.Combine("cgroup", below, "job", "step", limit), below.Length > 0 ? "9223372036854771712\n" : "max\n");
        Memory().Limit().ShouldBeNull();
        Write(Path.Combine("cgroup", below, "job", limit), "3000000\n");
        Write(Path.Combine("cgroup", below, "job", used), "2000000\n");
        Write(Path.Combine("cgroup", below, "job", "memory.stat"), $"{files} 500000\n");
        Memory().Limit().ShouldBe((3000000, 1500000));
        Memory().Read().ShouldBe((3000000, 1500000));
    }

    [Fact]
    public void A_process_has_had_its_peak()
    {
        Memory().PeakOf(7).ShouldBeNull();
        Write("proc/7/status", "Name:\torchestrator\nVmHWM:\t   512 kB\nVmRSS:\t   128 kB\n");
        Memory().PeakOf(7).ShouldBe(512 << 10);
    }

    [Fact]
    public void The_kernels_victims_of_its_own_control_group_are_told_from_those_of_the_machine()
    {
        Memory().KilledHere().ShouldBeNull();
        Memory().KilledOnMachine().ShouldBeNull();
        Write("proc/vmstat", "nr_free_pages 1\noom_kill 3\n");
        (Memory().KilledHere(), Memory().KilledOnMachine()).ShouldBe((null, 3));
        Write("cgroup/memory.events", "low 0\noom 2\noom_kill 1\n"); // a container sees its own as the root
        (Memory().KilledHere(), Memory().KilledOnMachine()).ShouldBe((1, 3));
    }

    [Fact]
    public void A_control_group_below_the_root_is_found()
    {
        Write("proc/self/cgroup", "0::/system.slice/orchestrator.service\n");
        Write("cgroup/memory.events", "oom_kill 9\n"); // the whole machine's
        Write("cgroup/system.slice/orchestrator.service/memory.events", "oom_kill 2\n");
        Memory().KilledHere().ShouldBe(2);
        Write("proc/self/cgroup", "12:memory:/slurm/step_0\n11:cpu,cpuacct:/\n0::/\n"); // version 1
        Write("cgroup/memory/slurm/step_0/memory.oom_control", "oom_kill_disable 0\nunder_oom 0\noom_kill 4\n");
        Memory().KilledHere().ShouldBe(4);
    }

    [Fact]
    public async Task Of_the_processors_workers_the_largest_counts()
    {
        Write("proc/meminfo", "MemTotal: 8000 kB\nMemAvailable: 6000 kB\n");
        Write("proc/7/status", "VmHWM: 512 kB\n");
        Write("proc/8/status", "VmHWM: 700 kB\n");
        var probe = new MemoryProbe(Memory(), DeviceDiscovery.OfThisMachine());
        (await probe.ReadAsync("cpu", [7, 8, 9], 3, default)).ShouldBe(new MemoryReading(8000L << 10, 2000L << 10, 700L << 10));
        (await probe.ReadAsync("cpu", [], 0, default)).ShouldBeNull();
    }

    [Fact]
    public void A_gpus_memory_is_divided_by_its_workers()
    {
        NodeDevice[] gpus = [new("cuda:0", "A", 100, 60), new("cuda:1", "B")];
        MemoryProbe.OfGpu(gpus, "cuda:0", 3).ShouldBe(new MemoryReading(100, 60, 20));
        MemoryProbe.OfGpu(gpus, "cuda:1", 3).ShouldBeNull();
        MemoryProbe.OfGpu(gpus, "cuda:2", 3).ShouldBeNull();
    }

    private HostMemory Memory() => new(Path.Combine(folder, "proc"), Path.Combine(folder, "cgroup"));

    private void Write(string file, string text)
    {
        var path = Path.Combine(folder, file);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
    }
}
