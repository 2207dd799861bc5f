using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;
using Orchestrator.Docs.Tests.Markdown;
using Orchestrator.Shared;

namespace Orchestrator.Docs.Tests.Running;

/// <summary>A shell in a folder that looks like the repository's, with a home of its own, in which a document's commands are typed one
/// after the other.</summary>
internal sealed partial class DocumentSession : IAsyncDisposable
{
    private const char Mark = '\u001e';
    private static readonly TimeSpan WaitLimit = TimeSpan.FromMinutes(10);

    // What a document's commands refer to.
    private static readonly string[] Linked = ["examples", "deploy", "docs", "clients", "test", "benchmarks", "src"];

    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("document-");
    private readonly Process shell;

    /// <param name="environment">Variables that a document expects.</param>
    public DocumentSession(IReadOnlyDictionary<string, string> environment)
    {
        foreach (var name in Linked.Where(name => Path.Exists(Path.Combine(Document.Root, name))))
        {
            File.CreateSymbolicLink(In(name), Path.Combine(Document.Root, name));
        }

        // The program that was built with the tests; the script would build it once more.
        File.WriteAllText(In("orchestrator"),
            $"#!/bin/sh\nexec dotnet '{ProgramUnderTest.Path}' \"$@\"\n");
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(In("orchestrator"), UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }

        // A group of its own, ended as one; and signals that the tests may ignore are heeded.
        string[] command = ["setsid", "--wait", "env", "--default-signal=HUP,INT,QUIT", "bash", "--noprofile", "--norc"];
        var start = new ProcessStartInfo(command[0], command[1..])
        {
            WorkingDirectory = folder.FullName,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        };
        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        shell = Process.Start(start)!;
    }

    public string In(string name) => Path.Combine(folder.FullName, name);

    /// <summary>Types a command, and waits until the next prompt.</summary>
    public async Task<(int ExitCode, IReadOnlyList<string> Printed)> RunAsync(string command)
    {
        await shell.StandardInput.WriteAsync($"{{\n{command}\n}} 2>&1 </dev/null\nprintf '\\036%d\\n' $?\n");
        await shell.StandardInput.FlushAsync();
        using var timeout = new CancellationTokenSource(WaitLimit);
        var printed = new List<string>();
        while (true)
        {
            var line = await shell.StandardOutput.ReadLineAsync(timeout.Token)
                ?? throw new InvalidOperationException($"The shell ended at: {command}\n{string.Join('\n', printed)}");
            var mark = line.IndexOf(Mark, StringComparison.Ordinal);
            if (mark < 0)
            {
                if (!Notice().IsMatch(line))
                {
                    printed.Add(line);
                }

                continue;
            }

            if (mark > 0)
            {
                printed.Add(line[..mark]); // what it printed last had no end of line
            }

            return (int.Parse(line[(mark + 1)..], CultureInfo.InvariantCulture), printed);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await shell.StandardInput.WriteLineAsync("trap '' TERM; kill -TERM 0; sleep 1; kill -KILL 0");
        shell.StandardInput.Close();
        await shell.WaitForExitAsync();
        shell.Dispose();
        folder.Delete(recursive: true);
    }

    // What a shell says of a command in its background that was killed.
    [GeneratedRegex(@"^bash: line \d+: +\d+ Killed ")]
    private static partial Regex Notice();
}
