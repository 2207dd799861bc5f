namespace Orchestrator.Torch.Losses;

/// <summary>What becomes of the elements' losses; the numbers are libtorch's.</summary>
public enum Reduction
{
    /// <summary>They stay.</summary>
    None = 0,

    /// <summary>Their mean, weighted where there are weights of classes.</summary>
    Mean = 1,

    /// <summary>Their sum.</summary>
    Sum = 2,
}
