using Orchestrator.Docs.Tests.Markdown;

namespace Orchestrator.Docs.Tests.Running;

/// <summary>A command of a document, and what the document says that it prints.</summary>
/// <param name="Line">Of the command in the document, from 1.</param>
/// <param name="Command">What is typed; several lines where they end with a backslash.</param>
/// <param name="Expected">What is printed, as a pattern (see <see cref="OutputPattern"/>); null = the document does not say.</param>
internal sealed record Step(int Line, string Command, IReadOnlyList<string>? Expected)
{
    private const string Prompt = "$ ";

    /// <summary>The commands of a block. A session (<c>console</c>) has prompts, and beneath each command what it prints; a script
    /// (<c>sh</c>) is one command.</summary>
    public static IEnumerable<Step> Of(Block block)
    {
        if (block.Language == "sh")
        {
            yield return new Step(block.Line, string.Join('\n', block.Lines), null);
            yield break;
        }

        for (var line = 0; line < block.Lines.Count;)
        {
            var begin = line;
            block.Lines[begin].ShouldStartWith(Prompt, customMessage: $"line {block.Line + begin}: a session begins with '$ '");
            while (block.Lines[line].EndsWith('\\'))
            {
                line++;
            }

            var command = string.Join('\n', block.Lines.Skip(begin).Take(++line - begin))[Prompt.Length..];
            var printed = block.Lines.Skip(line).TakeWhile(text => !text.StartsWith(Prompt, StringComparison.Ordinal)).ToArray();
            line += printed.Length;
            yield return new Step(block.Line + begin, command, printed);
        }
    }
}
