namespace Orchestrator.Sdk;

/// <summary>Random numbers that are the same on every machine. Never use <see cref="Random"/> in a sampler: a sweep could not be resumed
/// or verified.</summary>
public interface IRandomStream
{
    /// <summary>Uniform in [0, 1).</summary>
    double NextDouble();

    /// <summary>Uniform in 0 .. <paramref name="exclusiveMax"/> - 1.</summary>
    int NextInt(int exclusiveMax);

    /// <summary>Of the standard normal distribution.</summary>
    double NextNormal();
}
