using System.Reflection;
using Orchestrator.Models.Torch;
using Orchestrator.Models.Torch.Loading;
using TorchSharp;

namespace Orchestrator.Models.Tests.Torch;

public sealed class LoadingTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    private static string TorchSharpLibrary => LibtorchFolders.FindTorchSharp("libLibTorchSharp.so");

    public void Dispose() => folder.Dispose();

    [Fact]
    public void The_version_is_the_one_that_the_mangled_names_belong_to() => TorchRuntime.Version.ShouldStartWith("2.10.");

    [Fact]
    public void Libtorch_is_used_where_NuGet_keeps_it_and_no_bin_folder_has_a_copy()
    {
        File.Exists(Path.Combine(TorchRuntime.Folder, "libtorch_cpu.so")).ShouldBeTrue();
        File.ReadLines("/proc/self/maps").Where(line => line.EndsWith("/libtorch_cpu.so", StringComparison.Ordinal))
            .ShouldAllBe(line => line.Contains(TorchRuntime.Folder));
        Directory.EnumerateFiles(AppContext.BaseDirectory, "*torch_cpu*", SearchOption.AllDirectories).ShouldBeEmpty();
    }

    [Fact]
    public void Relaxing_changes_exactly_one_byte()
    {
        var original = File.ReadAllBytes(TorchSharpLibrary);

        var relaxed = RelaxedLibrary.Relax(original).ShouldNotBeNull();

        var changed = Enumerable.Range(0, original.Length).Where(i => original[i] != relaxed[i]).ShouldHaveSingleItem();
        // vna_flags of GLIBCXX_3.4.32 in TorchSharp 0.107.0
        (changed, original[changed], relaxed[changed]).ShouldBe((260660, (byte)0, (byte)2));
        relaxed.Length.ShouldBe(original.Length);
    }

    [Fact]
    public void A_library_without_the_need_is_left_alone() =>
        RelaxedLibrary.Relax(File.ReadAllBytes(Path.Combine(TorchRuntime.Folder, "libc10.so"))).ShouldBeNull();

    [Fact]
    public void A_damaged_copy_is_made_again()
    {
        string path;
        using (var first = RelaxedLibrary.Open(TorchSharpLibrary, folder["cache"]))
        {
            path = first.Path;
        }

        var expected = File.ReadAllBytes(path);
        File.WriteAllBytes(path, expected[..1000]);

        using var second = RelaxedLibrary.Open(TorchSharpLibrary, folder["cache"]);

        second.Path.ShouldBe(path);
        File.ReadAllBytes(path).ShouldBe(expected);
        Directory.EnumerateFiles(folder["cache"]).ShouldHaveSingleItem(); // no part of a file
    }

    [Fact]
    public void Without_a_cache_the_copy_does_not_stay()
    {
        File.WriteAllText(folder["no folder"], "");
        string path;

        using (var copy = RelaxedLibrary.Open(TorchSharpLibrary, Path.Combine(folder["no folder"], "cache")))
        {
            path = copy.Path;
            File.Exists(path).ShouldBeTrue();
        }

        File.Exists(path).ShouldBeFalse();
    }

    [Fact]
    public void Parts_of_libtorch_in_several_folders_are_joined_by_links()
    {
        var (one, two) = (Directory.CreateDirectory(folder["one"]).FullName, Directory.CreateDirectory(folder["two"]).FullName);
        File.WriteAllText(Path.Combine(one, "libtorch_cpu.so"), "cpu");
        File.WriteAllText(Path.Combine(two, "libtorch_cuda.so"), "cuda");

        var joined = LibtorchFolders.Join([one, two], folder["links"]);

        Directory.EnumerateFiles(joined).Select(Path.GetFileName).ShouldBe(["libtorch_cpu.so", "libtorch_cuda.so"], ignoreOrder: true);
        File.ReadAllText(Path.Combine(joined, "libtorch_cuda.so")).ShouldBe("cuda");
        LibtorchFolders.Join([one, two], folder["links"]).ShouldBe(joined);
        Directory.EnumerateDirectories(folder["links"]).ShouldHaveSingleItem();
        Should.Throw<TorchException>(() => LibtorchFolders.Join([two], folder["links"])).Message.ShouldContain("libtorch_cpu.so");
    }

    [Fact]
    public void A_star_stands_for_part_of_a_folders_name()
    {
        Directory.CreateDirectory(folder["libtorch-cuda-a/2.10.0/native"]);
        Directory.CreateDirectory(folder["libtorch-cuda-b/2.10.0/native"]);
        Directory.CreateDirectory(folder["libtorch-cuda-c/2.9.0/native"]);

        LibtorchFolders.Expand(folder["libtorch-cuda-*/2.10.0*/native"])
            .ShouldBe([folder["libtorch-cuda-a/2.10.0/native"], folder["libtorch-cuda-b/2.10.0/native"]]);
    }

    [Fact]
    public void A_TORCH_ROOT_without_libtorch_is_an_error_that_names_the_file()
    {
        var before = Environment.GetEnvironmentVariable(LibtorchFolders.Variable);
        try
        {
            Environment.SetEnvironmentVariable(LibtorchFolders.Variable, folder["nothing"]);
            Should.Throw<TorchException>(LibtorchFolders.Find).Message.ShouldContain("nothing/lib/libtorch_cpu.so");
        }
        finally
        {
            Environment.SetEnvironmentVariable(LibtorchFolders.Variable, before);
        }
    }

    [Fact]
    public void The_number_of_threads_is_set_and_read()
    {
        var before = TorchRuntime.Threads;
        try
        {
            TorchRuntime.Threads = 2;
            TorchRuntime.Threads.ShouldBe(2);
            Should.Throw<ArgumentOutOfRangeException>(() => TorchRuntime.Threads = 0);
        }
        finally
        {
            TorchRuntime.Threads = before;
        }
    }

    [Fact]
    public void Cuda_is_there_only_with_a_GPU() => TorchRuntime.HasCuda.ShouldBe(TorchRuntime.CudaCards > 0);
}
