namespace Orchestrator.Torch.Modules;

/// <summary>How weights begin.</summary>
public enum Initialisation
{
    /// <summary>PyTorch's: weight and bias uniform in ±1/sqrt(fan_in).</summary>
    TorchDefault,

    /// <summary>Glorot &amp; Bengio 2010, eq. 16: weight uniform in ±sqrt(6 / (fan_in + fan_out)), bias 0; Keras' default.</summary>
    XavierUniform,
}
