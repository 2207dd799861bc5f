namespace Orchestrator.Search.Suites.Networks;

/// <summary>What a hidden unit of a <see cref="SmallPerceptron"/> makes of its sum, in the order of a parameter's choices.</summary>
internal enum Activation
{
    /// <summary>The sum where it is above 0, else 0.</summary>
    Rectifier,

    /// <summary>The hyperbolic tangent.</summary>
    Tangent,

    /// <summary>The logistic function.</summary>
    Logistic,
}
