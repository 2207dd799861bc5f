namespace Orchestrator.Contracts.Validation;

/// <summary>Whole numbers that a field may have, both ends included.</summary>
public readonly record struct WholeRange(long Low, long High)
{
    /// <summary>For messages: <c>a whole number from 1 to 1000</c>.</summary>
    public string Words => FormattableString.Invariant($"a whole number from {Low} to {High}");

    /// <summary>Whether it holds a number.</summary>
    public bool Contains(long number) => number >= Low && number <= High;

    /// <summary>The number itself where it lies inside; else the one next to the end that it lies beyond, which fits where the range
    /// fits.</summary>
    public long Beside(double number) => (long)Math.Clamp(number, Low - 1.0, High + 1.0);
}

/// <summary>Numbers that a field may have, both ends included; never NaN.</summary>
/// <param name="Words">For messages: <c>a share of the rows, at least 0 and below 1</c>.</param>
public readonly record struct RealRange(double Low, double High, string Words)
{
    /// <summary>Whether it holds a number.</summary>
    public bool Contains(double number) => number >= Low && number <= High;
}
