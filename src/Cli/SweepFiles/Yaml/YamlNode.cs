namespace Orchestrator.Cli.SweepFiles.Yaml;

/// <summary>A part of a YAML file, and where it begins.</summary>
internal abstract record YamlNode(int Line, int Column)
{
    /// <summary>For messages.</summary>
    public abstract string Kind { get; }
}
