using System.Diagnostics;

namespace Orchestrator.Servers;

/// <summary>
/// A temporary folder and the processes that use it. A shell watches over them: when this process lets go or ends, in whatever
/// way, its pipe to the shell closes, and the shell ends the processes and deletes the folder.
/// </summary>
internal sealed class Guard : IAsyncDisposable
{
    // It reads the processes' ids, all in one line; the last line counts. SIGQUIT ends PostgreSQL at once, but tidily.
    private const string Script =
        """
        trap '' HUP INT TERM
        folder=$(mktemp -d "${TMPDIR:-/tmp}/server-XXXXXX") || exit 1
        echo "$folder"
        while read -r line; do pids=$line; done
        alive() { for pid in $pids; do kill -0 "$pid" 2>/dev/null && return 0; done; return 1; }
        kill -QUIT $pids 2>/dev/null
        tries=50
        while alive && [ $tries -gt 0 ]; do sleep 0.1; tries=$((tries - 1)); done
        kill -KILL $pids 2>/dev/null
        rm -rf "$folder"
        """;

    private readonly Account account;
    private readonly Process shell;
    private readonly List<Process> processes = [];

    private Guard(Account account, Process shell, string folder)
    {
        this.account = account;
        this.shell = shell;
        Folder = folder;
    }

    /// <summary>Belongs to the account, and goes with the guard.</summary>
    public string Folder { get; }

    private string Log => Path.Combine(Folder, "log");

    public static async Task<Guard> StartAsync(Account account)
    {
        var start = account.Command("/bin/sh", "-c", Script);
        (start.RedirectStandardInput, start.RedirectStandardOutput) = (true, true);
        var shell = Process.Start(start)!;
        var folder = await shell.StandardOutput.ReadLineAsync()
            ?? throw new InvalidOperationException("No temporary folder could be made for a server.");
        return new Guard(account, shell, folder);
    }

    /// <summary>Starts a program whose process the guard ends. What it prints goes to a log in the folder.</summary>
    public Process Start(IEnumerable<string> command, IReadOnlyDictionary<string, string>? environment = null)
    {
        var start = account.Command(
            ["/bin/sh", "-c", "ulimit -c 0; exec \"$@\" >>\"$0\" 2>&1 </dev/null", Log, .. command]);
        start.Environment["HOME"] = Folder;
        start.Environment["LANG"] = "C.UTF-8";
        foreach (var (name, value) in environment ?? new Dictionary<string, string>())
        {
            start.Environment[name] = value;
        }

        var process = Process.Start(start)!;
        processes.Add(process);
        shell.StandardInput.WriteLine(string.Join(' ', processes.Where(other => !other.HasExited).Select(other => other.Id)));
        shell.StandardInput.Flush();
        return process;
    }

    /// <summary>Runs a program to its end.</summary>
    public async Task RunAsync(params IEnumerable<string> command)
    {
        var process = Start(command);
        await process.WaitForExitAsync();
        if (process.ExitCode != 0)
        {
            throw Failure($"'{command.First()}' failed");
        }
    }

    /// <summary>An error that quotes the end of the log.</summary>
    public InvalidOperationException Failure(string message)
    {
        string[] lines = File.Exists(Log) ? File.ReadAllLines(Log) : [];
        return new InvalidOperationException($"{message}: {string.Join('\n', lines.TakeLast(20))}");
    }

    public async ValueTask DisposeAsync()
    {
        shell.StandardInput.Close();
        await shell.WaitForExitAsync();
        shell.Dispose();
        foreach (var process in processes)
        {
            process.Dispose();
        }
    }
}
