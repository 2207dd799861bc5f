namespace Orchestrator.Cli.SweepFiles.Yaml;

/// <summary>Values in order.</summary>
internal sealed record YamlList(int Line, int Column, IReadOnlyList<YamlNode> Items) : YamlNode(Line, Column)
{
    public override string Kind => "a list";
}
