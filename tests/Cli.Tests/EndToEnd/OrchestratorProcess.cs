using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using System.Threading.Channels;
using Orchestrator.Shared;

namespace Orchestrator.Cli.Tests.EndToEnd;

/// <summary>The real program in a process of its own, its <c>--json</c> lines read as they come.</summary>
internal sealed class OrchestratorProcess : IDisposable
{
    // Only what hangs comes to it: a training that takes half a minute by itself takes five beside other tests on a crowded machine.
    private static readonly TimeSpan WaitLimit = TimeSpan.FromMinutes(8);
    private readonly Process process;
    private readonly Channel<string> lines = Channel.CreateUnbounded<string>();
    private readonly List<string> printed = [];
    private readonly List<string> said = []; // to standard error; locked
    private readonly SemaphoreSlim more = new(0);
    private readonly Task<string> errors;
    private readonly Task reading;

    private OrchestratorProcess(Process process)
    {
        this.process = process;
        errors = Task.Run(ListenAsync);
        reading = Task.Run(ReadAsync);
    }

    public int Id => process.Id;

    /// <summary>How it was called, and its exit status when it has ended.</summary>
    public string Name => string.Join(' ', process.StartInfo.ArgumentList) + (HasEnded ? $" (ended with {process.ExitCode})" : "");

    public bool HasEnded => process.HasExited;

    public static OrchestratorProcess Start(params string[] arguments) => Start(new Dictionary<string, string>(), arguments);

    public static OrchestratorProcess Start(IReadOnlyDictionary<string, string> environment, params string[] arguments) =>
        Start(environment, [], arguments);

    /// <param name="environment">Variables of it.</param>
    /// <param name="launcher">What it is started by, such as <c>ip netns exec NAME</c>, and becomes.</param>
    /// <param name="arguments">Of the program.</param>
    public static OrchestratorProcess Start(IReadOnlyDictionary<string, string> environment, string[] launcher, string[] arguments)
    {
        // Tests in the background of a shell, or under nohup, hand on that such signals are ignored.
        string[] heeding = ["env", "--default-signal=HUP,INT,QUIT"];
        string[] command =
            [.. heeding, .. launcher, "dotnet", ProgramUnderTest.Path, .. arguments];
        var start = new ProcessStartInfo(command[0], command[1..])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
        };
        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        return new OrchestratorProcess(Process.Start(start)!);
    }

    /// <summary>Runs to the end.</summary>
    public static Task<Ending> RunAsync(params string[] arguments) => RunAsync(new Dictionary<string, string>(), arguments);

    /// <summary>Runs to the end, with some environment variables.</summary>
    public static async Task<Ending> RunAsync(IReadOnlyDictionary<string, string> environment, params string[] arguments)
    {
        using var process = Start(environment, arguments);
        return await process.EndAsync();
    }

    /// <summary>Waits for a line whose event is of that kind, for the <paramref name="count"/>-th time.</summary>
    public async Task<JsonElement> SeesAsync(string kind, int count = 1)
    {
        while (--count > 0)
        {
            await SeesAnyAsync(kind);
        }

        return (await SeesAnyAsync(kind)).Data;
    }

    /// <summary>Waits for a line whose event is of one of those kinds.</summary>
    public async Task<(string Kind, JsonElement Data)> SeesAnyAsync(params string[] kinds)
    {
        using var timeout = new CancellationTokenSource(WaitLimit);
        var seen = new List<string>();
        try
        {
            await foreach (var line in lines.Reader.ReadAllAsync(timeout.Token))
            {
                var json = JsonDocument.Parse(line).RootElement;
                if (json.GetProperty("event").GetString() is { } kind && kinds.Contains(kind))
                {
                    return (kind, json.GetProperty("data"));
                }

                seen.Add(line);
            }
        }
        catch (OperationCanceledException)
        {
            throw new TimeoutException(
                $"No '{string.Join("' or '", kinds)}', but: {string.Join('\n', seen.TakeLast(20).Concat(Said.TakeLast(20)))}");
        }

        throw new InvalidOperationException($"The process ended without '{string.Join("' or '", kinds)}': {await errors}");
    }

    /// <summary>Waits for a line on standard error that has a text in it. One test waits at a time.</summary>
    public async Task<string> SaysAsync(string text)
    {
        using var timeout = new CancellationTokenSource(WaitLimit);
        while (true)
        {
            var over = errors.IsCompleted;
            if (Said.FirstOrDefault(line => line.Contains(text, StringComparison.Ordinal)) is { } found)
            {
                return found;
            }

            if (over)
            {
                throw new InvalidOperationException($"The process ended without '{text}': {await errors}");
            }

            try
            {
                await more.WaitAsync(timeout.Token);
            }
            catch (OperationCanceledException)
            {
                throw new TimeoutException($"The process does not say '{text}', but: {string.Join('\n', Said.TakeLast(20))}");
            }
        }
    }

    /// <summary>What it has written to standard error so far.</summary>
    public IReadOnlyList<string> Said
    {
        get
        {
            lock (said)
            {
                return [.. said];
            }
        }
    }

    /// <summary>Sends a signal to this process alone, such as STOP or CONT.</summary>
    public Task SignalAsync(string signal) => SignalAsync(signal, Id);

    /// <summary><c>kill -9</c>, of this process alone.</summary>
    public async Task KillAsync()
    {
        process.Kill();
        await process.WaitForExitAsync();
    }

    public Task InterruptAsync() => SignalAsync("INT", Id);

    /// <summary>SIGTERM to it and its workers, as batch systems and service managers send it.</summary>
    public async Task TerminateGroupAsync()
    {
        foreach (var worker in Workers().ToList())
        {
            await SignalAsync("TERM", worker);
        }

        await SignalAsync("TERM", Id);
    }

    /// <summary><c>kill -9</c> of its workers.</summary>
    public async Task KillWorkersAsync()
    {
        foreach (var worker in Workers().ToList())
        {
            await SignalAsync("KILL", worker);
        }
    }

    /// <param name="limit">How long it may take; null = a few minutes.</param>
    public async Task<Ending> EndAsync(TimeSpan? limit = null)
    {
        using var timeout = new CancellationTokenSource(limit ?? WaitLimit);
        await process.WaitForExitAsync(timeout.Token);
        await reading;
        return new Ending(process.ExitCode, string.Join('\n', printed), await errors);
    }

    public void Dispose()
    {
        if (!process.HasExited)
        {
            process.Kill(entireProcessTree: true);
        }

        process.Dispose();
    }

    private IEnumerable<int> Workers() =>
        from folder in Directory.EnumerateDirectories("/proc")
        where int.TryParse(Path.GetFileName(folder), NumberStyles.None, CultureInfo.InvariantCulture, out _) && ParentOf(folder) == Id
        select int.Parse(Path.GetFileName(folder), CultureInfo.InvariantCulture);

    private static int ParentOf(string folder)
    {
        try
        {
            var status = File.ReadLines(Path.Combine(folder, "status"))
                .FirstOrDefault(l => l.StartsWith("PPid:", StringComparison.Ordinal));
            return status is null ? 0 : int.Parse(status.AsSpan(5).Trim(), CultureInfo.InvariantCulture);
        }
        catch (IOException) // gone meanwhile
        {
            return 0;
        }
    }

    private static async Task SignalAsync(string signal, int id)
    {
        using var kill = Process.Start("kill", ["-" + signal, id.ToString(CultureInfo.InvariantCulture)]);
        await kill.WaitForExitAsync();
        if (kill.ExitCode != 0)
        {
            Directory.Exists($"/proc/{id}").ShouldBeFalse("only who has ended meanwhile hears no signal");
        }
    }

    private async Task<string> ListenAsync()
    {
        while (await process.StandardError.ReadLineAsync() is { } line)
        {
            lock (said)
            {
                said.Add(line);
            }

            more.Release();
        }
        more.Release();
        return string.Concat(Said.Select(line => line + '\n')); // as it was written
    }

    private async Task ReadAsync()
    {
        while (await process.StandardOutput.ReadLineAsync() is { } line)
        {
            printed.Add(line);
            lines.Writer.TryWrite(line);
        }
        lines.Writer.Complete();
    }

    internal sealed record Ending(int ExitCode, string Output, string Errors);
}
