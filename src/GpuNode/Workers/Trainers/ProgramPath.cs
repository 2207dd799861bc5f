using Orchestrator.Contracts.Definitions;

namespace Orchestrator.GpuNode.Workers.Trainers;

/// <summary>Finds the program of a command, as a shell would.</summary>
public static class ProgramPath
{
    /// <summary>Its path; null = this machine does not have it.</summary>
    /// <param name="command">The command; its folder holds its files.</param>
    public static string? Find(CommandDefinition command)
    {
        var program = command.Arguments[0];
        if (command.Files?.Any(file => file.Name == program) is true)
        {
            return Path.Combine(command.Folder, program);
        }

        return program.Contains('/') ? Path.IsPathRooted(program) && IsProgram(program) ? program : null
            : (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':', StringSplitOptions.RemoveEmptyEntries)
                .Select(folder => Path.Combine(folder, program)).FirstOrDefault(IsProgram);
    }

    /// <summary>Why a command cannot be run here and what to do, in sentences; null = its program is there.</summary>
    public static string? Objection(CommandDefinition command)
    {
        if (Find(command) is not null)
        {
            return null;
        }

        var program = command.Arguments[0];
        var cure = Path.GetFileName(program) switch
        {
            "python3" or "python" => "Install Python 3 (Debian: apt-get install python3)",
            "Rscript" or "R" => "Install R (Debian: apt-get install r-base-core)",
            _ => "Install it",
        };
        return $"The program '{program}' of the sweep's command is not on {Environment.MachineName}"
            + $"{(program.Contains('/') ? "" : ", in no folder of PATH")}. {cure}, or name another one as the first word of 'command'.";
    }

    private static bool IsProgram(string path)
    {
        const UnixFileMode Execute = UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;
        return File.Exists(path) && (OperatingSystem.IsWindows() || (File.GetUnixFileMode(path) & Execute) != 0);
    }
}
