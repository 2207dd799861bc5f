namespace Orchestrator.Contracts.Validation;

/// <summary>Numbers that a field may have, both ends included; never NaN.</summary>
/// <param name="Words">For messages: <c>a share of the rows, at least 0 and below 1</c>.</param>
public readonly record struct RealRange(double Low, double High, string Words)
{
    /// <summary>Whether it holds a number.</summary>
    public bool Contains(double number) => number >= Low && number <= High;
}
