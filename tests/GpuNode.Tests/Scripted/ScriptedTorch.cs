using Orchestrator.GpuNode.Devices;

namespace Orchestrator.GpuNode.Tests.Scripted;

/// <summary>A libtorch that sees what the test says.</summary>
internal sealed class ScriptedTorch(params TorchCard[] cards) : ITorchDevices
{
    /// <summary>What loading it throws.</summary>
    public Exception? Failure { get; init; }

    /// <summary>It sees nothing before this is set.</summary>
    public ManualResetEventSlim? Blocked { get; init; }

    public int Asked { get; private set; }

    public string Version => "2.10.0";

    public string? Folder => "/opt/torch/lib";

    public bool HasCuda { get; init; } = true;

    public bool IsPatched => false;

    public bool LstmKernelAgrees { get; init; } = true;

    public bool ConvolutionKernelsAgree { get; init; } = true;

    public IReadOnlyList<TorchCard> Cards
    {
        get
        {
            Asked++;
            Blocked?.Wait(TimeSpan.FromSeconds(20));
            return Failure is null ? cards : throw Failure;
        }
    }

    public string? LoadFailure(Exception exception) => exception is DllNotFoundException ? exception.Message : null;
}
