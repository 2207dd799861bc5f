using Orchestrator.Models.Catalog;
using Orchestrator.Torch.Modules;
using Orchestrator.Torch.Optimizers;

namespace Orchestrator.Models.Training;

/// <summary>Where the name of an update rule meets its optimizer.</summary>
internal static class Optimizers
{
    public static Optimizer Create(ModelSettings settings, Module network)
    {
        var (rate, momentum, decay) = (
            settings.Real(TrainingHyperParameters.LearningRate),
            settings.Real(TrainingHyperParameters.Momentum),
            settings.Real(TrainingHyperParameters.WeightDecay));
        return settings.Choice(TrainingHyperParameters.Optimizer) switch
        {
            "adam" => new Adam(network.Parameters, rate, weightDecay: decay),
            "sgd" => new Sgd(network.Parameters, rate, momentum, decay),
            "rmsprop" => new RmsProp(network.Parameters, rate, momentum: momentum, weightDecay: decay),
            var other => throw new SettingException(TrainingHyperParameters.Optimizer, $"There is no optimizer '{other}'."),
        };
    }
}
