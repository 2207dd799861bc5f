using Orchestrator.Servers;

namespace Orchestrator.Docs.Tests.Running;

/// <summary>What a document takes for granted, and what stands for it here: a database, and ports that nobody else has.</summary>
internal sealed class Surroundings : IAsyncDisposable
{
    // As the documents write it.
    private const string Database = "Host=localhost;Database=sweeps;Username=orchestrator";
    private static readonly string[] Ports = ["7070", "7071", "7080", "7081"];

    private readonly List<(string There, string Here)> replaced = [];
    private PostgresServer? server;

    /// <summary>Variables of the document's shell.</summary>
    public IReadOnlyDictionary<string, string> Environment { get; } =
        new Dictionary<string, string> { ["NO_COLOR"] = "1", ["COLUMNS"] = "140", ["LC_ALL"] = "C.UTF-8", ["OMP_NUM_THREADS"] = "1" };

    /// <summary>For a document.</summary>
    public static async Task<Surroundings> OfAsync(string path)
    {
        var surroundings = new Surroundings();
        if (File.ReadAllText(Path.Combine(Markdown.Document.Root, path)).Contains(Database, StringComparison.Ordinal))
        {
            Skip.If(PostgresServer.Missing is not null, PostgresServer.Missing);
            surroundings.server = await PostgresServer.StartAsync();
            surroundings.replaced.Add((Database, surroundings.server.ConnectionString));
            surroundings.replaced.AddRange(Ports.Zip(FreePorts.Take(Ports.Length), (there, here) => (there, $"{here}")));
        }

        return surroundings;
    }

    /// <summary>A command as it is typed here.</summary>
    public string Here(string command) => replaced.Aggregate(command, (text, pair) => text.Replace(pair.There, pair.Here));

    /// <summary>A printed line as the document would have it.</summary>
    public string There(string line) => replaced.Aggregate(line, (text, pair) => text.Replace(pair.Here, pair.There));

    public async ValueTask DisposeAsync()
    {
        if (server is not null)
        {
            await server.DisposeAsync();
        }
    }
}
