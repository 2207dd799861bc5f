using Orchestrator.Contracts.Validation;

namespace Orchestrator.Cli.Settings;

/// <summary>A password or a token. It is never an argument, which every user of a machine can see: it comes from a variable or from a
/// file.</summary>
public static class Secret
{
    /// <summary>What the file holds, or else the variable.</summary>
    /// <param name="file">The file of the option that names one; null = not given.</param>
    /// <param name="variable">The environment variable.</param>
    /// <returns>Null when neither is given.</returns>
    /// <exception cref="UserError">The file cannot be read, or is empty.</exception>
    public static string? Of(string? file, string variable) => file is null ? Value(variable) : InFile(file);

    /// <summary>The variable, or the content of the file that <c>VARIABLE_FILE</c> names.</summary>
    /// <returns>Null when neither is set.</returns>
    /// <exception cref="UserError">Both are set, or the file cannot be read or is empty.</exception>
    public static string? InEnvironment(string variable) => (Value(variable), Value(variable + "_FILE")) switch
    {
        ({ }, { }) => throw new UserError($"Both {variable} and {variable}_FILE are set: unset one of them."),
        (_, { } file) => InFile(file),
        var (value, _) => value,
    };

    /// <summary>A variable that is set and not empty.</summary>
    public static string? Value(string variable) =>
        Environment.GetEnvironmentVariable(variable) is { Length: > 0 } value ? value.Trim() : null;

    private static string InFile(string path)
    {
        try
        {
            // Editors end a file with a line break, which belongs to no secret.
            return File.ReadAllText(path).Trim() is { Length: > 0 } secret
                ? secret : throw new UserError($"The file {path}, which should hold a secret, is empty.");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new UserError($"The file {path}, which should hold a secret, cannot be read: {e.Message}");
        }
    }
}
