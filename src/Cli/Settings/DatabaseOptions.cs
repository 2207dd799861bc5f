using System.CommandLine;
using Orchestrator.Contracts.Validation;
using Orchestrator.Coordinator.Persistence;

namespace Orchestrator.Cli.Settings;

/// <summary>Where the database is, and whom it must be.</summary>
public sealed class DatabaseOptions
{
    private const string PasswordVariable = "ORCHESTRATOR_DATABASE_PASSWORD";

    private readonly Option<string?> database = new("--database")
    {
        Description =
            "PostgreSQL: Host=...;Database=...;Username=...; the password may stand in it where nobody looks: in the environment.",
        HelpName = "CONNECTION",
    };

    private readonly Option<string?> password = new("--database-password-file")
    {
        Description = $"File of the database's password, unless {PasswordVariable} holds it.",
        HelpName = "FILE"
    };

    private readonly Option<string?> authority = new("--database-ca")
    {
        Description =
            "PEM file of the authority that the database's certificate must descend from: 'SSL Mode=VerifyFull;Root Certificate=FILE'.",
        HelpName = "FILE",
    };

    /// <summary>Adds the options.</summary>
    public void AddTo(Command command)
    {
        foreach (var option in new[] { database, password, authority })
        {
            command.Add(option);
        }
    }

    /// <summary>The connection string.</summary>
    /// <param name="parsed">Completed by <see cref="RoleSettings"/>.</param>
    /// <exception cref="UserError">The database is not given, is no connection string, or crosses the network without TLS.</exception>
    public string Read(ParseResult parsed)
    {
        var text = parsed.GetValue(database)
            ?? throw new UserError(
            "The database is not given: use --database, ORCHESTRATOR_DATABASE, or the key 'database' of the file of --config.");
        return DatabaseConnection.Of(text, Secret.Of(parsed.GetValue(password), PasswordVariable), PemFile.Existing(parsed, authority));
    }
}
