namespace Orchestrator.Architecture.Tests.Rules;

/// <summary>Who may use whom. This is the one place to change when the architecture does, with a file in docs/decisions.</summary>
internal static class DependencyTable
{
    /// <summary>The composition root may use everything.</summary>
    public const string CompositionRoot = "Cli";

    /// <summary>The projects whose code must come out the same on every machine and in every year.</summary>
    public static readonly string[] Pure = ["Search", "Sweeps"];

    /// <summary>The projects that use nothing but the framework, no packages either but for those of <see cref="Packages"/>.</summary>
    public static readonly string[] FrameworkOnly = ["Contracts", "Sdk"];

    /// <summary>The packages that such a project may use after all.</summary>
    public static readonly Dictionary<string, string[]> Packages = new()
    {
        ["Contracts"] = ["FluentValidation"],
        ["Sdk"] = ["TorchSharp", "libtorch-cpu-linux-x64", "SkiaSharp"],
    };

    private static readonly Dictionary<string, string[]> Allowed = new()
    {
        ["Contracts"] = [],
        ["Search"] = ["Contracts"],
        ["Sweeps"] = ["Search", "Contracts"],
        ["Storage"] = ["Contracts"],
        ["Remoting"] = ["Storage", "Contracts"],
        ["Models"] = ["Storage", "Contracts"],
        ["Interpretation"] = ["Models", "Contracts"],
        ["Sdk"] = [],
        ["Plugins"] = ["Sdk", "Search", "Models", "Storage", "Contracts"],
        ["Dashboard"] = ["Contracts"],
        ["Coordinator"] =
            ["Plugins", "Sweeps", "Search", "Interpretation", "Models", "Remoting", "Storage", "Dashboard", "Contracts"],
        ["Client"] = ["Sweeps", "Storage", "Contracts"],
        ["GpuNode"] = ["Plugins", "Interpretation", "Models", "Client", "Remoting", "Storage", "Contracts"],
    };

    /// <summary>The projects that the table speaks of, the composition root included.</summary>
    public static IReadOnlyCollection<string> Projects { get; } = [.. Allowed.Keys, CompositionRoot];

    /// <summary>What is wrong with one project's references to others of the product.</summary>
    /// <param name="where">For the message.</param>
    /// <param name="project">A project's name, without <c>Orchestrator.</c></param>
    /// <param name="used">The names of those that it refers to.</param>
    public static IEnumerable<Violation> Check(string where, string project, IEnumerable<string> used)
    {
        if (project == CompositionRoot)
        {
            yield break;
        }

        if (!Allowed.TryGetValue(project, out var allowed))
        {
            yield return new Violation(where, $"the table of dependencies does not know {project}");
            yield break;
        }
        foreach (var forbidden in used.Except(allowed))
        {
            yield return new Violation(where,
                $"{project} may not use {forbidden}, only {(allowed.Length == 0 ? "the framework" : string.Join(", ", allowed))}");
        }
    }
}
