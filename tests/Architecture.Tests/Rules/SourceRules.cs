using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Orchestrator.Architecture.Tests.Sources;

namespace Orchestrator.Architecture.Tests.Rules;

/// <summary>What every C# file keeps to. Each rule tells where a file breaks it.</summary>
internal static partial class SourceRules
{
    /// <summary>More lines than this is more than one concept.</summary>
    public const int MostLines = 400;

    /// <summary>Longer lines are not read beside another file.</summary>
    public const int MostColumns = 140;

    /// <summary>A type of so many lines, its documentation among them, may stand with the one that it belongs to.</summary>
    public const int SmallType = 16;

    private static readonly string[] ForbiddenWords = ["job", "manager", "helper", "util", "utils", "utility"];

    // Names that others gave, and that we have to write to use what they name.
    private static readonly string[] ForeignNames = ["CsvHelper", "ITestOutputHelper", "NavigationManager", "RuntimeHelpers"];

    /// <summary>A file is short.</summary>
    public static IEnumerable<Violation> Length(SourceFile file)
    {
        if (file.Lines.Length > MostLines)
        {
            yield return new Violation(file.Path, $"{file.Lines.Length} lines, at most {MostLines}");
        }
    }

    /// <summary>A line is short, unless it stands in a text of several lines, which is what a program prints.</summary>
    public static IEnumerable<Violation> Width(SourceFile file) =>
        from line in file.Lines.Index()
        where line.Item.Length > MostColumns && !file.IsWithinText(line.Index)
        select new Violation($"{file.Path}:{line.Index + 1}", $"{line.Item.Length} columns, at most {MostColumns}");

    /// <summary>
    /// A file holds one concept: one public type, with those of a few lines that belong to it, such as its exceptions, options and records;
    /// or a family of records that stand together, such as the messages of one actor or the events of one aggregate.
    /// </summary>
    public static IEnumerable<Violation> OnePublicType(SourceFile file)
    {
        if (HoldsFamily(file))
        {
            yield break;
        }
        // A generic type and its companion of the same name are one concept.
        var types = file.TopLevelTypes.Where(IsPublic).Where(type => NameOf(type) == file.Stem || !IsSmall(type)).Select(NameOf)
            .Distinct().ToArray();
        if (types.Length > 1)
        {
            yield return new Violation(file.Path, $"{types.Length} public types: {string.Join(", ", types)}");
        }
    }

    /// <summary>A file has the name of its type: of the public one, where there is one that is not small.</summary>
    /// <remarks><c>Box&lt;T&gt;</c> may also lie in <c>BoxOf.cs</c>, when <c>Box</c> has a file of its own.</remarks>
    public static IEnumerable<Violation> FileName(SourceFile file)
    {
        if (HoldsFamily(file) && file.Stem.EndsWith('s'))
        {
            yield break;
        }

        var types = file.TopLevelTypes.ToArray();
        var named = types.Any(type => IsPublic(type) && !IsSmall(type)) ? types.Where(IsPublic).ToArray() : types;
        if (named.Length == 0 || named.Any(type => file.Stem == NameOf(type) || (IsGeneric(type) && file.Stem == NameOf(type) + "Of")))
        {
            yield break;
        }

        yield return new Violation(file.Path,
            $"declares {string.Join(", ", named.Select(NameOf).Distinct())} and is called {file.Stem}");
    }

    /// <summary>The namespace is the path: <c>src/Search/Samplers</c> holds <c>Orchestrator.Search.Samplers</c>.</summary>
    public static IEnumerable<Violation> Namespace(SourceFile file)
    {
        var expected = string.Join('.', ["Orchestrator", .. file.Folders[1..]]);
        var declared = file.Namespaces.ToArray();
        if (declared.Length == 0 && !file.TopLevelTypes.Any())
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
        from name in file.Names
        where !ForeignNames.Contains(name.ValueText)
        from word in Word().Matches(name.ValueText).Select(word => word.Value.ToLowerInvariant())
        where ForbiddenWords.Contains(word) || (word.EndsWith('s') && ForbiddenWords.Contains(word[..^1]))
        select new Violation($"{file.Path}:{SourceFile.LineOf(name)}", $"'{name.ValueText}' contains '{word}'");

    /// <summary>A test waits for what it waits for, and not for a while.</summary>
    public static IEnumerable<Violation> NoSleep(SourceFile file) =>
        from call in file.Code.DescendantNodes().OfType<MemberAccessExpressionSyntax>()
        where file.Path.StartsWith("tests/", StringComparison.Ordinal)
            && call.Name.Identifier.ValueText == "Sleep" && call.Expression.ToString().Split('.')[^1] == "Thread"
        select new Violation($"{file.Path}:{SourceFile.LineOf(call)}", "Thread.Sleep in a test; wait for the event itself");

    /// <summary>Only a host knows OpenTelemetry; all others measure with System.Diagnostics.</summary>
    public static IEnumerable<Violation> Telemetry(SourceFile file) =>
        from name in file.Names
        where file.Path.StartsWith("src/", StringComparison.Ordinal) && !file.Folders.Contains("Hosting")
            && name.ValueText == "OpenTelemetry" && name.Parent?.Parent is QualifiedNameSyntax or MemberAccessExpressionSyntax
                or UsingDirectiveSyntax
        select new Violation($"{file.Path}:{SourceFile.LineOf(name)}", "OpenTelemetry outside Hosting; use System.Diagnostics");

    // Records and enums: nothing that does anything.
    private static bool HoldsFamily(SourceFile file) =>
        !file.TopLevelTypes.Any(type => type is ClassDeclarationSyntax or StructDeclarationSyntax or InterfaceDeclarationSyntax);

    private static bool IsSmall(MemberDeclarationSyntax type) => type.ToFullString().Trim().Split('\n').Length <= SmallType;

    private static bool IsPublic(MemberDeclarationSyntax type) => type.Modifiers.Any(SyntaxKind.PublicKeyword);

    private static string NameOf(MemberDeclarationSyntax type) =>
        type is DelegateDeclarationSyntax function ? function.Identifier.ValueText : ((BaseTypeDeclarationSyntax)type).Identifier.ValueText;

    private static bool IsGeneric(MemberDeclarationSyntax type) =>
        type is DelegateDeclarationSyntax { TypeParameterList: not null } or TypeDeclarationSyntax { TypeParameterList: not null };

    [GeneratedRegex("[A-Z]+(?![a-z])|[A-Z]?[a-z]+")]
    private static partial Regex Word();
}
