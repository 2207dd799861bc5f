using System.CommandLine;
using System.Globalization;
using Orchestrator.Contracts.Validation;

namespace Orchestrator.Cli.Settings;

/// <summary>
/// Completes the options of a server role: what the command line leaves out comes from the environment
/// (<c>--database-ca</c> from <c>ORCHESTRATOR_DATABASE_CA</c>), and what that leaves out from the file of <c>--config</c>.
/// </summary>
public sealed class RoleSettings
{
    private const string Prefix = "ORCHESTRATOR_";
    private const string FileSuffix = "-file";

    // Its variable is the clients' and lists all coordinators.
    private const string ClientsOption = "--server";

    /// <summary>The option that names the file.</summary>
    public Option<string?> Config { get; } = new("--config")
    {
        Description =
            $"YAML file of these options: its keys are their names without the dashes. An option can also come from a variable, as "
                + $"--port from {Prefix}PORT. The command line goes before the environment, the environment before the file.",
        HelpName = "FILE",
    };

    /// <summary>The environment variable of an option.</summary>
    public static string VariableOf(string option) => Prefix + option.TrimStart('-').Replace('-', '_').ToUpperInvariant();

    /// <summary>The result of parsing all that was said, wherever it was said.</summary>
    /// <param name="given">The command line's.</param>
    /// <exception cref="UserError">A variable or a key is not right; the message names it.</exception>
    public ParseResult Complete(ParseResult given)
    {
        var command = given.CommandResult.Command;
        var options =
            command.Options.Where(option => option != Config && option.Name.StartsWith("--", StringComparison.Ordinal)
                && option.Name != "--help").ToArray();
        var file = Path(given) is { } path
            ? RoleFile.Read(path, command.Name, [.. options.Select(Key)]).ToDictionary(entry => entry.Key) : [];
        var added = options
            .Where(option => given.GetResult(option) is null or { Implicit: true })
            .Select(option => (Option: option, Entry: FromEnvironment(option) ?? FromFile(option, file)))
            .Where(found => found.Entry is not null)
            .ToArray();
        var problems = added.Select(found => Problem(command, found.Option, found.Entry!)).OfType<string>().ToArray();
        if (problems.Length > 0)
        {
            throw new UserError(string.Join('\n', problems));
        }

        return given.RootCommandResult.Command.Parse(
            [.. given.Tokens.Select(token => token.Value), .. added.SelectMany(found => Arguments(found.Option, found.Entry!))]);
    }

    private string? Path(ParseResult given) => given.GetValue(Config) ?? Secret.Value(VariableOf(Config.Name));

    private static string Key(Option option) => option.Name.TrimStart('-');

    private static RoleEntry? FromEnvironment(Option option)
    {
        if (option.Name == ClientsOption)
        {
            return null;
        }

        var variable = VariableOf(option.Name);
        var value = option.Name.EndsWith(FileSuffix, StringComparison.Ordinal) ? Secret.Value(variable) : Secret.InEnvironment(variable);
        return value is null ? null : new RoleEntry(Key(option), [value], variable);
    }

    // A secret that a variable holds goes before a file that the role file names.
    private static RoleEntry? FromFile(Option option, Dictionary<string, RoleEntry> file) =>
        option.Name.EndsWith(FileSuffix, StringComparison.Ordinal)
            && Secret.Value(VariableOf(option.Name[..^FileSuffix.Length])) is not null
            ? null
            : file.GetValueOrDefault(Key(option));

    private static IEnumerable<string> Arguments(Option option, RoleEntry entry) => entry.Values.Select(value => $"{option.Name}={value}");

    // Alone, so that the message can name the place.
    private static string? Problem(Command command, Option option, RoleEntry entry)
    {
        var value = string.Join(", ", entry.Values);
        var type = Nullable.GetUnderlyingType(option.ValueType) ?? option.ValueType;
        if (entry.Values.Count != 1 && option.Arity.MaximumNumberOfValues <= 1)
        {
            return $"{entry.Place}: '{entry.Key}' is a single value, not a list.";
        }

        if (type == typeof(bool) && value is not ("true" or "false"))
        {
            return $"{entry.Place}: '{entry.Key}' is true or false, not '{value}'.";
        }

        if (type == typeof(int) && !int.TryParse(value, out _))
        {
            return $"{entry.Place}: '{entry.Key}' is a whole number, not '{value}'.";
        }

        if (type == typeof(double) && !double.TryParse(value, CultureInfo.InvariantCulture, out _))
        {
            return $"{entry.Place}: '{entry.Key}' is a number, not '{value}'.";
        }

        var errors = command.Parse([.. Arguments(option, entry)]).Errors;
        return errors.Count == 0 ? null : $"{entry.Place}: {errors[0].Message}";
    }
}
