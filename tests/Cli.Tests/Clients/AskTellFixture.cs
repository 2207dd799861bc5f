using System.Diagnostics;
using System.Globalization;
using Orchestrator.Cli.Tests.EndToEnd;
using Orchestrator.Servers;

namespace Orchestrator.Cli.Tests.Clients;

/// <summary>A folder with a sweep for clients, scripts that use the Python client, and homes for journals.</summary>
internal sealed class AskTellFixture : IDisposable
{
    private readonly string root = Directory.CreateTempSubdirectory("ask-tell-").FullName;
    private readonly List<OrchestratorProcess> processes = [];
    private readonly List<PythonProcess> scripts = [];

    /// <summary>Where the server of a sweep listens, from life to life.</summary>
    public string Port { get; } = FreePorts.Take(1)[0].ToString(CultureInfo.InvariantCulture);

    /// <summary>Its address.</summary>
    public string Server => $"http://127.0.0.1:{Port}";

    /// <summary>Writes a file.</summary>
    public string Write(string name, string text)
    {
        var path = Path.Combine(root, name);
        File.WriteAllText(path, text);
        return path;
    }

    public string Home(string name) => Path.Combine(root, name);

    /// <summary>Runs a sweep file, and waits until clients may ask.</summary>
    public Task<OrchestratorProcess> RunAsync(string file, string home) => ServeAsync("run", file, "--home", Home(home));

    /// <summary>Goes on with the last sweep.</summary>
    public Task<OrchestratorProcess> ResumeAsync(string home) => ServeAsync("resume", "--home", Home(home));

    /// <summary>Starts a script with this repository's Python client on its path.</summary>
    public PythonProcess Python(string script, params string[] arguments)
    {
        var started = PythonProcess.Start(script, PythonProcess.ClientFolder, Server, arguments);
        scripts.Add(started);
        return started;
    }

    /// <summary>The exported trials, without the columns that tell of time and attempts.</summary>
    public async Task<IReadOnlyList<string>> TableAsync(string home)
    {
        var export = await OrchestratorProcess.RunAsync("export", "--home", Home(home));
        export.ExitCode.ShouldBe(0, export.Errors);
        var rows = export.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .Select(line => line.Split(',')).ToArray();
        var kept = Enumerable.Range(0, rows[0].Length).Where(column => rows[0][column] is "trial" or "status" or "x" or "depth" or "kind"
            or "mean" or "std" || rows[0][column].StartsWith("fold_", StringComparison.Ordinal)).ToArray();
        kept.Length.ShouldBeGreaterThanOrEqualTo(8, string.Join(',', rows[0]));
        return [.. rows.Select(row => string.Join(',', kept.Select(column => row[column])))];
    }

    public void Dispose()
    {
        scripts.ForEach(script => script.Dispose());
        processes.ForEach(process => process.Dispose());
        Directory.Delete(root, recursive: true);
    }

    private async Task<OrchestratorProcess> ServeAsync(params string[] arguments)
    {
        var process = OrchestratorProcess.Start([.. arguments, "--web", Port, "--json"]);
        processes.Add(process);
        await process.SaysAsync("Clients may ask");
        return process;
    }
}
