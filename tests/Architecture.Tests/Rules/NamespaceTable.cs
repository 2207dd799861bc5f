using System.Text.RegularExpressions;
using ArchUnitNET.Domain;
using Orchestrator.Models;
using Orchestrator.Search;

namespace Orchestrator.Architecture.Tests.Rules;

/// <summary>Who may not use what within and between the projects. With <see cref="DependencyTable"/> the one place to change when the
/// architecture does.</summary>
internal static class NamespaceTable
{
    /// <summary>Types whose namespace or own name matches the first pattern use none that matches the second, but for what the third
    /// names.</summary>
    public static readonly IReadOnlyList<NamespaceRule> Rules =
    [
        new(@"^Orchestrator\.Contracts\.", @"^System\.IO\.(File|FileInfo|FileStream|Directory|DirectoryInfo|FileSystem\w+|RandomAccess)$",
            "Contracts is what crosses a process boundary: files belong to Storage"),
        new(@"^Orchestrator\.Contracts\.", @"^System\.Net\.(Sockets\..+|Http\.HttpClient)$",
            "Contracts is what crosses a process boundary: connections belong to Client and Remoting"),
        new(@"^Orchestrator\.Coordinator\.(Sweeps|Scheduling|Persistence)\.", @"^Orchestrator\.Coordinator\.Api\.",
            "the API asks the actors and the journal, never the other way"),
        new(@"^Orchestrator\.Coordinator\.Api\.", @"^Akka\.", "the API asks its gateway; only Hosting knows actors")
        {
            But = @"^Akka\.Hosting\.IRequiredActor",
        },
        new(@"^Orchestrator\.Coordinator\.", @"^Orchestrator\.Models\.(Architectures|Export|Scoring|Tasks|Torch|Training)\.",
            "a coordinator looks at data and trains nothing"),
        new(@"^Orchestrator\.(Coordinator|Remoting|Client|Storage|Sweeps|Search|Contracts)\.", @"^TorchSharp\.",
            "only Models knows Torch, and what predicts here and now"),
        new(@"^Orchestrator\.(Search|Sweeps)\.", @"^(Akka|Microsoft|Serilog|System\.Net)\.", "the core is values and functions"),
        new(@"^Orchestrator\.Search\.\w+\.",
            @"^Orchestrator\.Search\.(SamplerRegistry|PrunerRegistry|ImportanceRegistry|SearchVocabulary)$",
            "a registry knows what it lists, which does not know the registry"),
        new(@"^Orchestrator\.Models\.\w+\.", @"^Orchestrator\.Models\.ModelCatalog$",
            "a registry knows what it lists, which does not know the registry")
        {
            // A fold and a saved model name their network by a word: who trains or scores looks it up.
            Except = @"^Orchestrator\.Models\.(Training|Scoring)\.",
        },
        new(@"^Orchestrator\.Interpretation\.\w+\.", @"^Orchestrator\.Interpretation\.(AttributionMethods|AttributionRunner)$",
            "a registry knows what it lists, which does not know the registry"),
        new(@"^Orchestrator\.Models\.Data\.(Readers|Hdf5|Matlab|Numpy|Text|Files|Writers)\.",
            @"^Orchestrator\.Models\.Data\.DataSetFormats$",
            "a registry knows what it lists, which does not know the registry"),
    ];

    /// <summary>What one rule has against some types.</summary>
    public static IEnumerable<Violation> Check(NamespaceRule rule, IEnumerable<IType> types) =>
        from type in types
        where rule.Holds(type.FullName)
        from used in CompiledCode.UsedBy(type)
        where rule.Forbids(used.FullName)
        select new Violation(type.FullName, $"uses {used.FullName}: {rule.Reason}");

    /// <summary>What the table of projects has against some types.</summary>
    public static IEnumerable<Violation> CheckProjects(IEnumerable<IType> types) =>
        from type in types
        let project = CompiledCode.ProjectOf(type)
        where project is not null
        from used in CompiledCode.UsedBy(type)
        let other = CompiledCode.ProjectOf(used)
        where other is not null && other != project
        from violation in DependencyTable.Check(type.FullName, project, [other])
        select violation;
}

/// <summary>A line of <see cref="NamespaceTable"/>. The patterns are regular expressions over full names of types.</summary>
/// <param name="From">Whom it binds.</param>
/// <param name="Never">What they may not use.</param>
/// <param name="Reason">Why.</param>
internal sealed record NamespaceRule(string From, string Never, string Reason)
{
    /// <summary>What they may use all the same; null = nothing.</summary>
    public string? But { get; init; }

    /// <summary>Whom it does not bind after all; null = nobody.</summary>
    public string? Except { get; init; }

    public bool Holds(string type) => Regex.IsMatch(type, From) && !(Except is not null && Regex.IsMatch(type, Except));

    public bool Forbids(string used) => Regex.IsMatch(used, Never) && !(But is not null && Regex.IsMatch(used, But));
}
