namespace Orchestrator.Architecture.Tests.Sources;

/// <summary>A C# file.</summary>
/// <param name="Path">Relative to the repository's root, with forward slashes.</param>
/// <param name="Text">Its content.</param>
internal sealed record SourceFile(string Path, string Text)
{
    private readonly Lazy<string> code = new(() => CodeText.Of(Text));

    /// <summary>The content with comments and literals blanked, position by position: what remains is names and punctuation.</summary>
    public string Code => code.Value;

    /// <summary>The folders of the path.</summary>
    public string[] Folders => Path.Split('/')[..^1];

    /// <summary>The file's name up to its first dot: <c>ActorCell.Life.cs</c> is a part of <c>ActorCell</c>.</summary>
    public string Stem => Path.Split('/')[^1].Split('.')[0];

    /// <summary>Number of lines, the empty one after a final line break not counted.</summary>
    public int Lines => Text.TrimEnd('\n').Count(character => character == '\n') + 1;

    /// <summary>The line, from 1, of a position in the text.</summary>
    public int LineOf(int position) => Text.AsSpan(0, position).Count('\n') + 1;

    public static SourceFile Read(string path) =>
        new(System.IO.Path.GetRelativePath(Repository.Root, path).Replace('\\', '/'), File.ReadAllText(path));
}
