using Orchestrator.Models.Catalog;
using TorchSharp;
using static TorchSharp.torch;

namespace Orchestrator.Models.Training;

/// <summary>How a step is taken.</summary>
/// <param name="Part">Rows whose gradient is computed at once; a batch of more rows is cut into such parts.</param>
/// <param name="Clip">Largest norm of the gradient; 0 = any.</param>
/// <param name="Narrow">What matrix products and convolutions compute with; null = single precision.</param>
internal sealed record StepSettings(int Part, double Clip = 0, ScalarType? Narrow = null)
{
    /// <summary>Those of a trial.</summary>
    /// <exception cref="SettingException">The precision is not for the device.</exception>
    public static StepSettings Of(ModelSettings settings, Device device) =>
        new(settings.Integer(TrainingHyperParameters.BatchSize), settings.Real(TrainingHyperParameters.Clip),
            PrecisionOf(settings.Choice(TrainingHyperParameters.Precision), device));

    private static ScalarType? PrecisionOf(string precision, Device device) => precision switch
    {
        "single" => null,
        "bfloat16" => ScalarType.BFloat16,
        "float16" when device.type != DeviceType.CPU => ScalarType.Float16,
        "float16" =>
            throw new SettingException(TrainingHyperParameters.Precision,
                $"precision: float16 trains on a GPU, and this fold is on the {device}; bfloat16 trains on both."),
        _ => throw new SettingException(TrainingHyperParameters.Precision, $"There is no precision '{precision}'."),
    };
}
