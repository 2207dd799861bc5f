namespace Orchestrator.Cli.SweepFiles.Yaml;

/// <summary>Keys and values in order.</summary>
internal sealed record YamlMap(int Line, int Column, IReadOnlyList<(YamlScalar Key, YamlNode Value)> Entries) : YamlNode(Line, Column)
{
    public override string Kind => "keys and values";
}
