namespace Orchestrator.Cli.Doctor;

/// <summary>One thing that was looked at.</summary>
/// <param name="Subject">What, such as <c>libtorch</c>.</param>
/// <param name="Health">How it is.</param>
/// <param name="Detail">What was found: a version, a path, a device.</param>
/// <param name="Cure">What to do about it; null when nothing needs doing.</param>
public sealed record CheckResult(string Subject, Health Health, string Detail, string? Cure = null);

/// <summary>How something is.</summary>
public enum Health
{
    /// <summary>As it should be.</summary>
    Good,

    /// <summary>Works, but slower or with less than it could.</summary>
    Limited,

    /// <summary>Missing or broken: sweeps will not run.</summary>
    Broken,
}
