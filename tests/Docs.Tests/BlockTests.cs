using Orchestrator.Docs.Tests.Markdown;

namespace Orchestrator.Docs.Tests;

/// <summary>A block that nobody runs is one that nobody notices to be wrong.</summary>
public sealed class BlockTests
{
    private static readonly string[] Languages =
        ["console", "sh", "text", "yaml", "json", "csharp", "python", "mermaid", "sql", "promql", "xml"];

    public static TheoryData<string> Documents => [.. Document.Paths()];

    [Theory, MemberData(nameof(Documents))]
    public void Every_block_says_what_it_is(string path)
    {
        foreach (var block in Document.Read(path).Blocks)
        {
            Languages.ShouldContain(block.Language, $"{path}:{block.Line}: commands are 'console' (with what they print) or 'sh'");
        }
    }

    [Fact]
    public void A_block_has_its_language_its_lines_and_what_is_said_before_it()
    {
        string[] lines =
        [
            "text", "<!-- file: a.yaml -->", "```yaml", "name: a", "```",
            "- item", "<!-- not run: no GPU -->", "  ```sh", "  ls", "    -l", "  ```",
        ];
        var blocks = Document.Parse("a.md", lines).Blocks;
        blocks.Count.ShouldBe(2);
        blocks[0].ShouldSatisfyAllConditions(
            block => block.File.ShouldBe("a.yaml"), block => block.Line.ShouldBe(4), block => block.Lines.ShouldBe(["name: a"]));
        blocks[1].ShouldSatisfyAllConditions(
            block => block.NotRun.ShouldBe("no GPU"), block => block.Lines.ShouldBe(["ls", "  -l"]),
            block => block.HasCommands.ShouldBeTrue());
    }
}
