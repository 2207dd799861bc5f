using Orchestrator.Models.Training;
using static TorchSharp.torch;

namespace Orchestrator.Cli.Prediction;

/// <summary>A network that was trained, with what it says about itself.</summary>
/// <param name="Name">As the user named it.</param>
/// <param name="Description">What it is and what it was trained on.</param>
/// <param name="Network">With its weights, on the CPU.</param>
internal sealed record TrainedModel(string Name, SavedModel Description, nn.Module<Tensor, Tensor> Network) : IDisposable
{
    public void Dispose() => Network.Dispose();
}
