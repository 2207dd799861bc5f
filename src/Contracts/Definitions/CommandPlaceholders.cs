using System.Text.RegularExpressions;

namespace Orchestrator.Contracts.Definitions;

/// <summary>Words in braces within the arguments of a command: <c>{fold_file}</c>, or a hyper-parameter's name.</summary>
public static partial class CommandPlaceholders
{
    /// <summary>Path of the file that says everything of the fold.</summary>
    public const string FoldFile = "fold_file";

    /// <summary>The folder for what the program writes, which it is started in.</summary>
    public const string Output = "output";

    /// <summary>The folder of the program's own files.</summary>
    public const string Files = "files";

    /// <summary>The fold's seed.</summary>
    public const string Seed = "seed";

    /// <summary>Path of the data.</summary>
    public const string Data = "data";

    /// <summary>All words that are no hyper-parameters.</summary>
    public static IReadOnlyList<string> Words { get; } = [FoldFile, Output, Files, Seed, Data];

    /// <summary>The names in the braces of an argument. Braces around anything that is no name are the program's own.</summary>
    public static IEnumerable<string> In(string argument) => Placeholder().Matches(argument).Select(match => match.Groups[1].Value);

    /// <summary>An argument with values in place of the braces.</summary>
    public static string Fill(string argument, Func<string, string> valueOf) =>
        Placeholder().Replace(argument, match => valueOf(match.Groups[1].Value));

    [GeneratedRegex(@"\{([A-Za-z_][A-Za-z0-9_.-]*)\}")]
    private static partial Regex Placeholder();
}
