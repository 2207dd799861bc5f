using System.Xml.Linq;

namespace Orchestrator.Architecture.Tests.Rules;

/// <summary>What a project file says about its dependencies.</summary>
internal sealed class ProjectFile
{
    private readonly XDocument content;

    /// <param name="path">Absolute path of a csproj.</param>
    public ProjectFile(string path)
    {
        Name = Path.GetFileNameWithoutExtension(path);
        content = XDocument.Load(path);
    }

    /// <summary>The project's name, without <c>Orchestrator.</c></summary>
    public string Name { get; }

    /// <summary>Names of the projects that it refers to.</summary>
    public IEnumerable<string> Projects =>
        Included("ProjectReference").Select(path => Path.GetFileNameWithoutExtension(path.Replace('\\', '/')));

    /// <summary>Names of the packages that it refers to.</summary>
    public IEnumerable<string> Packages => Included("PackageReference");

    /// <summary>Whether the analyzer bans clocks, chance and I/O in it.</summary>
    public bool IsPure => content.Descendants().Any(element => element.Name.LocalName == "PureCore" && element.Value.Trim() == "true");

    /// <summary>What the dependency rules have against it.</summary>
    public IEnumerable<Violation> Check()
    {
        var where = Name + ".csproj";
        foreach (var violation in DependencyTable.Check(where, Name, Projects))
        {
            yield return violation;
        }

        if (DependencyTable.Pure.Contains(Name) && !IsPure)
        {
            yield return new Violation(where, $"{Name} belongs to the pure core: it sets PureCore to true");
        }

        if (!DependencyTable.FrameworkOnly.Contains(Name))
        {
            yield break;
        }

        foreach (var package in Packages.Except(DependencyTable.Packages.GetValueOrDefault(Name, [])))
        {
            yield return new Violation(where, $"{Name} uses the framework alone, not the package {package}");
        }
    }

    private IEnumerable<string> Included(string kind) =>
        content.Descendants().Where(element => element.Name.LocalName == kind).Select(element => element.Attribute("Include")?.Value)
            .OfType<string>();
}
