using System.Text.RegularExpressions;
using Orchestrator.Architecture.Tests.Sources;

namespace Orchestrator.Architecture.Tests.Rules;

/// <summary>What every C# file keeps to. Each rule tells where a file breaks it.</summary>
internal static partial class SourceRules
{
    /// <summary>More lines than this is more than one concept.</summary>
    public const int MostLines = 400;

    private static readonly string[] ForbiddenWords = ["job", "manager", "helper", "util", "utils", "utility"];

    // Names that others gave, and that we have to write to use what they name.
    private static readonly string[] ForeignNames = ["CsvHelper", "ITestOutputHelper", "RuntimeHelpers"];

    /// <summary>A file is short.</summary>
    public static IEnumerable<Violation> Length(SourceFile file)
    {
        if (file.Lines > MostLines)
        {
            yield return new Violation(file.Path, $"{file.Lines} lines, at most {MostLines}");
        }
    }

    /// <summary>
    /// A file holds one concept: one public type, with the records and enums that only say what it consists of; or a family of records that
    /// stand together, such as the messages of one actor or the events of one aggregate.
    /// </summary>
    public static IEnumerable<Violation> OnePublicType(SourceFile file)
    {
        if (HoldsFamily(file))
        {
            yield break;
        }
        // A generic type and its companion of the same name are one concept.
        var types = TopLevelTypes(file).Where(type => type.IsPublic).Select(type => type.Name).Distinct().ToArray();
        if (types.Length > 1)
        {
            yield return new Violation(file.Path, $"{types.Length} public types: {string.Join(", ", types)}");
        }
    }

    /// <summary>A file has the name of its type: of the public one, where there is one.</summary>
    /// <remarks><c>Box&lt;T&gt;</c> may also lie in <c>BoxOf.cs</c>, when <c>Box</c> has a file of its own.</remarks>
    public static IEnumerable<Violation> FileName(SourceFile file)
    {
        if (HoldsFamily(file) && file.Stem.EndsWith('s'))
        {
            yield break;
        }

        var types = TopLevelTypes(file).ToArray();
        var named = types.Any(type => type.IsPublic) ? types.Where(type => type.IsPublic).ToArray() : types;
        if (named.Length == 0 || named.Any(type => file.Stem == type.Name || (type.IsGeneric && file.Stem == type.Name + "Of")))
        {
            yield break;
        }

        yield return new Violation(file.Path,
            $"declares {string.Join(", ", named.Select(type => type.Name).Distinct())} and is called {file.Stem}");
    }

    /// <summary>The namespace is the path: <c>src/Search/Samplers</c> holds <c>Orchestrator.Search.Samplers</c>.</summary>
    public static IEnumerable<Violation> Namespace(SourceFile file)
    {
        var expected = string.Join('.', ["Orchestrator", .. file.Folders[1..]]);
        var declared = NamespaceDeclaration().Matches(file.Code).Select(match => match.Groups["name"].Value).ToArray();
        if (declared.Length == 0 && !TopLevelTypes(file).Any())
        {
            yield break; // top-level statements
        }

        if (declared is not [var only] || only != expected)
        {
            yield return new Violation(file.Path,
                $"its namespace is {expected}, not {(declared.Length == 0 ? "none" : string.Join(", ", declared))}");
        }
    }

    /// <summary>Names do not contain words that say nothing, or that mean something else elsewhere.</summary>
    public static IEnumerable<Violation> Vocabulary(SourceFile file) =>
        from name in Identifier().Matches(file.Code)
        where !ForeignNames.Contains(name.Value)
        from word in Word().Matches(name.Value).Select(word => word.Value.ToLowerInvariant())
        where ForbiddenWords.Contains(word) || (word.EndsWith('s') && ForbiddenWords.Contains(word[..^1]))
        select new Violation($"{file.Path}:{file.LineOf(name.Index)}", $"'{name.Value}' contains '{word}'");

    /// <summary>A test waits for what it waits for, and not for a while.</summary>
    public static IEnumerable<Violation> NoSleep(SourceFile file) =>
        from call in Sleep().Matches(file.Code)
        where file.Path.StartsWith("tests/", StringComparison.Ordinal)
        select new Violation($"{file.Path}:{file.LineOf(call.Index)}", "Thread.Sleep in a test; wait for the event itself");

    /// <summary>Only a host knows OpenTelemetry; all others measure with System.Diagnostics.</summary>
    public static IEnumerable<Violation> Telemetry(SourceFile file) =>
        from use in OpenTelemetry().Matches(file.Code)
        where file.Path.StartsWith("src/", StringComparison.Ordinal) && !file.Folders.Contains("Hosting")
        select new Violation($"{file.Path}:{file.LineOf(use.Index)}", "OpenTelemetry outside Hosting; use System.Diagnostics");

    // Records and enums: nothing that does anything.
    private static bool HoldsFamily(SourceFile file) => !Behaviour().IsMatch(file.Code);

    private static IEnumerable<(string Name, bool IsPublic, bool IsGeneric)> TopLevelTypes(SourceFile file) =>
        from match in TypeDeclaration().Matches(file.Code)
        select (match.Groups["name"].Value, match.Groups["modifiers"].Value.Contains("public"), match.Value.EndsWith('<'));

    // Namespaces are file-scoped and files are formatted: what stands at the beginning of a line is at the top level.
    [GeneratedRegex(
        @"^(?<modifiers>((public|internal|file|sealed|static|abstract|readonly|partial|ref|unsafe)\s+)*)(record\s+struct|record\s+class|record|class|struct|interface|enum|delegate\s+[\w<>\[\]?., ]+?)\s+(?<name>[A-Za-z_]\w*)\s*[<({:;\r\n]", RegexOptions.Multiline)]
    private static partial Regex TypeDeclaration();

    [GeneratedRegex(@"^((public|internal|sealed|static|abstract|partial)\s+)*(class|struct|interface)\s", RegexOptions.Multiline)]
    private static partial Regex Behaviour();

    [GeneratedRegex(@"^namespace\s+(?<name>[\w.]+)", RegexOptions.Multiline)]
    private static partial Regex NamespaceDeclaration();

    [GeneratedRegex(@"[A-Za-z_]\w*")]
    private static partial Regex Identifier();

    [GeneratedRegex("[A-Z]+(?![a-z])|[A-Z]?[a-z]+")]
    private static partial Regex Word();

    [GeneratedRegex(@"\bOpenTelemetry\s*[.;]")]
    private static partial Regex OpenTelemetry();

    [GeneratedRegex(@"\bThread\s*\.\s*Sleep\b")]
    private static partial Regex Sleep();
}
