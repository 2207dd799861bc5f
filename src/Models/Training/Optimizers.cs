using Orchestrator.Models.Catalog;
using Orchestrator.Models.Torch.Optimizers;
using static TorchSharp.torch;

namespace Orchestrator.Models.Training;

/// <summary>Where the name of an update rule meets its optimizer.</summary>
internal static class Optimizers
{
    public static Optimizer Create(ModelSettings settings, nn.Module network)
    {
        var (rate, momentum, decay) = (
            settings.Real(TrainingHyperParameters.LearningRate),
            settings.Real(TrainingHyperParameters.Momentum),
            settings.Real(TrainingHyperParameters.WeightDecay));
        return settings.Choice(TrainingHyperParameters.Optimizer) switch
        {
            "adam" => new FusedAdam(network.parameters(), rate, weightDecay: decay),
            "adamw" => new FusedAdam(network.parameters(), rate, weightDecay: decay, decoupled: true),
            "sgd" => new Sgd(network.parameters(), rate, momentum, decay),
            "rmsprop" => new RmsProp(network.parameters(), rate, momentum: momentum, weightDecay: decay),
            var other => throw new SettingException(TrainingHyperParameters.Optimizer, $"There is no optimizer '{other}'."),
        };
    }
}
