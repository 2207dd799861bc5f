using System.CommandLine;
using System.Globalization;
using Orchestrator.Contracts.Collections;
using Orchestrator.Contracts.Validation;
using Orchestrator.GpuNode.Storage;

namespace Orchestrator.Cli.Settings;

/// <summary>Where a node keeps data and checkpoints: the same options for the node, which checks them, and for its workers, which use
/// them.</summary>
internal sealed class StorageOptions
{
    public const string CacheVariable = "ORCHESTRATOR_CACHE";

    private readonly Option<string?> cache = new("--cache")
    {
        Description = $"Folder of data sets and of the checkpoints of running folds. [default: ${CacheVariable}, or ~/.cache/orchestrator]",
        HelpName = "DIR",
    };

    private readonly Option<double> limit = new("--cache-limit")
    {
        Description = "Most GiB of data sets in it; what was used longest ago goes first.",
        HelpName = "GIB",
        DefaultValueFactory = _ => NodeStorage.DefaultBytes >> 30,
    };

    private readonly Option<string?> server = new("--server")
    {
        Description =
            "The coordinator's API, or those of all coordinators, separated by commas, where their own word for it does not reach them. "
                + "[default: as the coordinator says]",
        HelpName = "URL",
    };

    private readonly Option<string?> authority = new("--server-ca")
    {
        Description = "PEM file of the authority that its certificate must descend from. [default: the system's]",
        HelpName = "FILE"
    };
    private readonly Option<string?> token =
        new("--token-file") { Description = $"File of its token, unless {ServerOptions.TokenVariable} holds it.", HelpName = "FILE" };

    private readonly Option<bool> alone = new("--no-shared-folder")
    {
        Description = "Send checkpoints to the coordinator even where its folder is visible here.",
    };

    public void AddTo(Command command)
    {
        foreach (var option in new Option[] { cache, limit, server, authority, token, alone })
        {
            command.Options.Add(option);
        }
    }

    /// <summary>What a node was told; its cache is made.</summary>
    /// <exception cref="UserError">The cache cannot be made, or an option makes no sense.</exception>
    public NodeStorage Read(ParseResult parsed)
    {
        var variable = Environment.GetEnvironmentVariable(CacheVariable);
        var folder = parsed.GetValue(cache)
            ?? (string.IsNullOrEmpty(variable)
            ? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".cache", "orchestrator") : variable);
        if (parsed.GetValue(limit) is not (> 0 and <= 1 << 30))
        {
            throw new UserError("--cache-limit is a number of GiB above 0.");
        }

        var servers = parsed.GetValue(server)?.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .Select(Address).ToEquatableList();
        var trusted = PemFile.Existing(parsed, authority);
        if (trusted is not null)
        {
            PemFile.Authorities(trusted); // said here rather than by each fold
        }

        try
        {
            Directory.CreateDirectory(folder);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new UserError($"The cache {folder} cannot be made: {e.Message} Name another folder with --cache or {CacheVariable}.");
        }
        return new NodeStorage(
            Path.GetFullPath(folder), (long)(parsed.GetValue(limit) * (1L << 30)), servers is { Count: > 0 } ? servers : null,
                Secret.Of(parsed.GetValue(token), ServerOptions.TokenVariable),
            !parsed.GetValue(alone), trusted);
    }

    /// <summary>What a worker was told; null = nothing: all its folds need is on this machine.</summary>
    public NodeStorage? ReadOf(ParseResult parsed) => parsed.GetValue(cache) is null ? null : Read(parsed);

    /// <summary>The same as arguments of a worker. The token is not among them: all users of a machine see arguments.</summary>
    public static string[] Arguments(NodeStorage storage) =>
    [
        "--cache", storage.Cache, "--cache-limit", (storage.CacheBytes / (double)(1L << 30)).ToString("R", CultureInfo.InvariantCulture),
        .. storage.Servers is { } servers ? new[] { "--server", string.Join(',', servers) } : [], .. storage.Authority is { } authority
            ? new[] { "--server-ca", authority } : [],
        .. storage.Shares ? Array.Empty<string>() : ["--no-shared-folder"],
    ];

    private static Uri Address(string text) => Uri.TryCreate(text, UriKind.Absolute, out var address) && address.Scheme is "http" or "https"
        ? address
        : throw new UserError($"--server is an address such as https://coordinator.example:7070, not '{text}'.");
}
