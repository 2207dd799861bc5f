namespace Orchestrator.Cli.SweepFiles.Yaml;

/// <summary>A part of a YAML file, and where it begins.</summary>
internal abstract record YamlNode(int Line, int Column)
{
    /// <summary>For messages.</summary>
    public abstract string Kind { get; }
}

/// <summary>A single value.</summary>
/// <param name="Text">As written, without quotes.</param>
/// <param name="Quoted">Quoted values are always text.</param>
internal sealed record YamlScalar(int Line, int Column, string Text, bool Quoted) : YamlNode(Line, Column)
{
    public override string Kind => IsNothing ? "nothing" : Quoted ? $"the text \"{Text}\"" : $"'{Text}'";

    public bool IsNothing => !Quoted && Text is "" or "~" or "null";
}

/// <summary>Values in order.</summary>
internal sealed record YamlList(int Line, int Column, IReadOnlyList<YamlNode> Items) : YamlNode(Line, Column)
{
    public override string Kind => "a list";
}

/// <summary>Keys and values in order.</summary>
internal sealed record YamlMap(int Line, int Column, IReadOnlyList<(YamlScalar Key, YamlNode Value)> Entries) : YamlNode(Line, Column)
{
    public override string Kind => "keys and values";
}
