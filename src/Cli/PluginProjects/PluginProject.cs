using System.Diagnostics;
using Orchestrator.Contracts.Definitions;
using Orchestrator.Contracts.Validation;
using Orchestrator.Plugins.Loading;
using Orchestrator.Storage;

namespace Orchestrator.Cli.PluginProjects;

/// <summary>A folder that somebody names as a plug-in: a project, which is built first, or what was built of one.</summary>
internal static class PluginProject
{
    private const string Built = "TargetDir";

    /// <summary>Whether a folder can be loaded, or built and then loaded.</summary>
    public static bool IsIn(string folder) => PluginFolder.IsPlugin(folder) || ProjectsIn(folder).Length > 0;

    /// <summary>Name, content and place of a plug-in.</summary>
    /// <param name="folder">Its folder; a project in it is built where anything has changed.</param>
    /// <exception cref="UserError">It is no plug-in, or cannot be built; the message says what the compiler said.</exception>
    public static PluginDefinition Describe(string folder) => ProjectsIn(folder) switch
    {
        [] => PluginFolder.Describe(folder),
        [var project] => PluginFolder.Describe(Build(project)),
        var several => throw new UserError($"{folder}: there are several projects ({string.Join(", ", several.Select(Path.GetFileName))}). "
            + "Give each a folder."),
    };

    private static string[] ProjectsIn(string folder) => Directory.Exists(folder) ? Directory.GetFiles(folder, "*.csproj") : [];

    private static string Build(string project)
    {
        var folder = Path.GetDirectoryName(Path.GetFullPath(project))!;
        var start = new ProcessStartInfo(Sdk())
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            ArgumentList =
            {
                "build", Path.GetFullPath(project), "-t:Build", "-c", "Release", "-nologo", "-v:quiet", "-m:1", "-nodeReuse:false",
                // A server that stays would keep the pipes.
                "-p:UseSharedCompilation=false", $"-p:{Orchestrator.Sdk.TorchForTests.Folder}={ProgramFolder}", $"-getProperty:{Built}",
            },
        };
        try
        {
            Directory.CreateDirectory(Path.Combine(folder, "obj"));
            using var only = FileLock.TakeAsync(Path.Combine(folder, "obj", "orchestrator.lock")).GetAwaiter().GetResult();
            using var process = Process.Start(start)!;
            var errors = process.StandardError.ReadToEndAsync();
            var said = process.StandardOutput.ReadToEnd();
            process.WaitForExit();
            return process.ExitCode == 0 && said.Trim() is { Length: > 0 } output && Directory.Exists(output) ? output
                : throw new UserError($"{project}: the plug-in cannot be built.\n{Complaints(said + errors.Result)}");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or System.ComponentModel.Win32Exception)
        {
            throw new UserError($"{project}: the plug-in cannot be built: {e.Message} Building needs the .NET SDK and a folder that can be "
                + "written; without them, name the folder of what was built elsewhere.");
        }
    }

    /// <summary>Where this program's assemblies lie.</summary>
    public static string ProgramFolder => AppContext.BaseDirectory.TrimEnd('/');

    private static string Sdk() => Environment.ProcessPath is { } own && Path.GetFileName(own) == "dotnet" ? own : "dotnet";

    private static string Complaints(string said)
    {
        string[] lines = [.. said.Split('\n').Select(line => line.Trim()).Where(line => line.Length > 0)];
        string[] errors = [.. lines.Where(line => line.Contains("error", StringComparison.Ordinal)).Distinct()];
        return string.Join('\n', (errors.Length > 0 ? errors : lines).Take(20));
    }
}
