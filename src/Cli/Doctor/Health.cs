namespace Orchestrator.Cli.Doctor;

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
