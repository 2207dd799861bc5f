namespace Orchestrator.Cli.SweepFiles.Yaml;

/// <summary>A single value.</summary>
/// <param name="Text">As written, without quotes.</param>
/// <param name="Quoted">Quoted values are always text.</param>
internal sealed record YamlScalar(int Line, int Column, string Text, bool Quoted) : YamlNode(Line, Column)
{
    public override string Kind => IsNothing ? "nothing" : Quoted ? $"the text \"{Text}\"" : $"'{Text}'";

    public bool IsNothing => !Quoted && Text is "" or "~" or "null";
}
