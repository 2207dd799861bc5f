namespace Orchestrator.Torch.Runtime;

/// <summary>Recording of operators is off until this is disposed.</summary>
public readonly struct NoGradScope : IDisposable
{
    private readonly bool before;

    internal NoGradScope(bool before) => this.before = before;

    /// <summary>Recording is as it was.</summary>
    public void Dispose() => Libtorch.GradientsEnabled = before;
}
