using System.Runtime.InteropServices;
using Orchestrator.Models.Torch.Layers;
using Orchestrator.Models.Torch.Loading;
using TorchSharp;

namespace Orchestrator.Models.Torch;

/// <summary>libtorch in this process: where it was found, what it can do. Whatever uses TorchSharp calls <see cref="Load"/>
/// first.</summary>
public static class TorchRuntime
{
    private static readonly Lazy<LoadedLibtorch> Loaded = new(LibtorchLoader.Load);

    private static readonly Lazy<bool> Convolves = new(ConvolutionKernelCheck.Run);
    private static readonly Lock Gate = new();
    private static readonly List<string> Remarks = [];
    private static Action<string>? listeners;

    /// <summary>Loads libtorch, where that has not happened, and sees whether its kernels can be trusted.</summary>
    /// <exception cref="TorchException">It is missing or does not fit; the message says what to do.</exception>
    public static void Load()
    {
        _ = Loaded.Value;
        _ = Convolves.Value;
    }

    /// <summary>Sentences about this machine that whoever reads the log should know, as they come up; who comes later hears the earlier
    /// ones.</summary>
    public static event Action<string>? Remarked
    {
        add
        {
            lock (Gate)
            {
                listeners += value;
                Remarks.ForEach(remark => value?.Invoke(remark));
            }
        }

        remove
        {
            lock (Gate)
            {
                listeners -= value;
            }
        }
    }

    /// <summary>The folder that libtorch was loaded from.</summary>
    /// <exception cref="TorchException">It cannot be loaded.</exception>
    public static string Folder => Loaded.Value.Folder;

    /// <summary>Whether TorchSharp's native part had to be relaxed for this machine's C++ library.</summary>
    /// <exception cref="TorchException">libtorch cannot be loaded.</exception>
    public static bool NeededPatch => Loaded.Value.NeededPatch;

    /// <summary>libtorch's version, such as <c>2.10.0</c>.</summary>
    /// <exception cref="TorchException">It cannot be loaded.</exception>
    public static unsafe string Version
    {
        get
        {
            // One byte each: major, minor, patch (torch/headeronly/version.h).
            var packed = ((delegate* unmanaged<ulong>)Export("aoti_torch_abi_version"))();
            return $"{packed >> 56}.{(packed >> 48) & 0xff}.{(packed >> 40) & 0xff}";
        }
    }

    /// <summary>Whether its LSTM kernel computes right numbers on this processor; where not, LSTM layers go step by step.</summary>
    /// <exception cref="TorchException">It cannot be loaded.</exception>
    public static bool LstmKernelAgrees
    {
        get
        {
            Load();
            return LstmKernelCheck.Agrees(Lstm.Libtorch, new(Rows: 16, Steps: 6, Inputs: 32, Units: 64));
        }
    }

    /// <summary>Whether oneDNN's convolutions compute right numbers on this processor; where not, libtorch works without oneDNN.</summary>
    /// <exception cref="TorchException">It cannot be loaded.</exception>
    public static bool ConvolutionKernelsAgree
    {
        get
        {
            Load();
            return Convolves.Value;
        }
    }

    /// <summary>Whether the libtorch that would be loaded is built for CUDA; looks at its files alone.</summary>
    public static bool IsBuiltForCuda
    {
        get
        {
            try
            {
                return File.Exists(Path.Combine(LibtorchFolders.Find(), "libtorch_cuda.so"));
            }
            catch (TorchException)
            {
                return false; // the first fold says why
            }
        }
    }

    /// <summary>Whether libtorch is built for CUDA and sees a GPU.</summary>
    /// <exception cref="TorchException">It cannot be loaded.</exception>
    public static bool HasCuda => CudaCards > 0;

    /// <summary>GPUs that libtorch sees; 0 where it is built without CUDA.</summary>
    /// <exception cref="TorchException">It cannot be loaded.</exception>
    public static int CudaCards
    {
        get
        {
            Load();
            return torch.cuda_is_available() ? torch.cuda.device_count() : 0;
        }
    }

    /// <summary>Threads that one operator may use, in this process; at least 1.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Less than 1.</exception>
    /// <exception cref="TorchException">libtorch cannot be loaded.</exception>
    public static int Threads
    {
        get
        {
            Load();
            return torch.get_num_threads();
        }

        set
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(value, 1);
            Load();
            torch.set_num_threads(value);
        }
    }

    internal static void Remark(string sentence)
    {
        lock (Gate)
        {
            Remarks.Add(sentence);
            listeners?.Invoke(sentence);
        }
    }

    /// <summary>The address of a function of libtorch_cpu.</summary>
    /// <exception cref="TorchException">This version of libtorch has none of that name.</exception>
    internal static nint Export(string name) => NativeLibrary.TryGetExport(Loaded.Value.LibtorchCpu, name, out var address)
        ? address
        : throw new TorchException(
            $"libtorch in {Folder} has no function {name}: it is not the version 2.10 that this build was made for.");
}
