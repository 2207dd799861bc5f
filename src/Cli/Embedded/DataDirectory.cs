using Orchestrator.Contracts.Identifiers;
using Orchestrator.Contracts.Validation;

namespace Orchestrator.Cli.Embedded;

/// <summary>The folder in which the embedded orchestrator keeps its journal, checkpoints, models and logs.</summary>
public sealed class DataDirectory
{
    /// <summary>Environment variable that names the folder.</summary>
    public const string Variable = "ORCHESTRATOR_HOME";

    private DataDirectory(string root) => Root = root;

    /// <summary>Absolute path.</summary>
    public string Root { get; }

    /// <summary>The SQLite journal of all sweeps.</summary>
    public string Journal => Path.Combine(Root, "journal.db");

    /// <summary>Below it, a folder a sweep.</summary>
    public string Sweeps => Path.Combine(Root, "sweeps");

    /// <summary>Data sets by content.</summary>
    public string Data => Path.Combine(Root, "data");

    /// <summary>Data sets that are ready to be mapped.</summary>
    public string Cache => Path.Combine(Root, "cache");

    /// <summary>The log of a sweep's runs.</summary>
    public string Log(SweepId sweep) => Path.Combine(Root, "logs", sweep.Value + ".log");

    /// <summary>The lock file of a sweep.</summary>
    public string Lock(SweepId sweep) => Path.Combine(Sweeps, sweep.Value, "lock");

    /// <summary>The folder that the option names, or else the environment, or else <c>.orchestrator</c> in the current folder.</summary>
    public static DataDirectory At(string? option)
    {
        var chosen = option ?? Environment.GetEnvironmentVariable(Variable);
        return new DataDirectory(Path.GetFullPath(string.IsNullOrEmpty(chosen) ? ".orchestrator" : chosen));
    }

    /// <summary>This home, which must hold a journal.</summary>
    /// <exception cref="UserError">It holds none.</exception>
    public DataDirectory Existing() => File.Exists(Journal)
        ? this
        : throw new UserError(
            $"There are no sweeps in {Root}. Start one with 'orchestrator run FILE', or name another folder with --home.");

    /// <summary>This home, made if need be.</summary>
    /// <exception cref="UserError">It cannot be made.</exception>
    public DataDirectory Created()
    {
        try
        {
            Directory.CreateDirectory(Sweeps);
            Directory.CreateDirectory(Path.Combine(Root, "logs"));
            return this;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new UserError($"The folder {Root} cannot be written: {e.Message} Name another one with --home or {Variable}.");
        }
    }
}
