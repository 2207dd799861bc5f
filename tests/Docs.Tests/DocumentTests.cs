using Orchestrator.Docs.Tests.Markdown;
using Orchestrator.Docs.Tests.Running;

namespace Orchestrator.Docs.Tests;

/// <summary>What the documents say that one types does what they say: every block of commands is run, in the order of its document, in
/// one folder for each document, and what is printed is compared with what stands there.</summary>
public sealed class DocumentTests
{
    public static TheoryData<string> WithCommands =>
        [.. Document.Paths().Where(path => Document.Read(path).Blocks.Any(block => block is { HasCommands: true, NotRun: null }))];

    [SkippableTheory, MemberData(nameof(WithCommands))]
    public async Task A_documents_commands_print_what_it_says(string path)
    {
        await using var surroundings = await Surroundings.OfAsync(path);
        await using var session = new DocumentSession(surroundings.Environment);
        foreach (var block in Document.Read(path).Blocks)
        {
            if (block.File is { } name)
            {
                Directory.CreateDirectory(Path.GetDirectoryName(session.In(name))!);
                File.WriteAllLines(session.In(name), block.Lines);
            }
            else if (block is { HasCommands: true, NotRun: null })
            {
                foreach (var step in Step.Of(block))
                {
                    await RunAsync(session, surroundings, path, step);
                }
            }
        }
    }

    private static async Task RunAsync(DocumentSession session, Surroundings surroundings, string path, Step step)
    {
        var (exitCode, lines) = await session.RunAsync(surroundings.Here(step.Command));
        var printed = lines.Select(surroundings.There).ToArray();
        var place = $"{path}:{step.Line}: {step.Command}";
        if (step.Expected is { } expected)
        {
            OutputPattern.Difference(expected, printed).ShouldBeNull($"{place} (exit code {exitCode})");
        }
        else
        {
            exitCode.ShouldBe(0, $"{place}\n{string.Join('\n', printed)}");
        }
    }
}
