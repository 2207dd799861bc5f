using Orchestrator.Cli.Commands;
using Orchestrator.Cli.Tests.Rendering;

namespace Orchestrator.Cli.Tests.Export;

/// <summary>A home with a sweep in its journal, which is exported by the program itself.</summary>
internal sealed class ExportFixture : IDisposable
{
    private readonly string home = Directory.CreateTempSubdirectory("export-").FullName;

    public void Dispose() => Directory.Delete(home, recursive: true);

    public string At(string name) => Path.Combine(home, name);

    /// <summary>Where the sweep is now.</summary>
    public async Task<string> ExportAsync(Story story, string format, params string[] more)
    {
        if (!File.Exists(At("journal.db")))
        {
            await StoryJournal.WriteAsync(story, At("journal.db"));
        }

        var output = At($"{format}-export");
        (await CommandLine.RunAsync(["export", "--home", home, "--format", format, "--out", output, .. more])).ShouldBe(ExitCode.Success);
        return output;
    }
}
