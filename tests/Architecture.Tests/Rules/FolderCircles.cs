using ArchUnitNET.Domain;
using ArchUnitNET.Fluent.Slices;

namespace Orchestrator.Architecture.Tests.Rules;

/// <summary>Folders of one parent that use each other in a circle.</summary>
/// <remarks>A folder counts with all that lies below it. At a project's root the files that lie there count as a folder as well; deeper
/// down they are what the folder's parts have in common, and may know them.</remarks>
internal static class FolderCircles
{
    private const string Root = "(root)";

    /// <summary>The circles among the folders of a project.</summary>
    /// <param name="code">All types.</param>
    /// <param name="project">Such as <c>Orchestrator.Models</c>.</param>
    public static IEnumerable<Violation> Check(ArchUnitNET.Domain.Architecture code, string project) =>
        code.Types.Select(type => type.Namespace.FullName).Where(name => (name + '.').StartsWith(project + '.', StringComparison.Ordinal))
            .SelectMany(Ancestors).Where(parent => parent.Length >= project.Length).Distinct()
            .SelectMany(parent => Below(code, parent, withRoot: parent == project));

    private static IEnumerable<Violation> Below(ArchUnitNET.Domain.Architecture code, string parent, bool withRoot)
    {
        var creator = new SliceRuleCreator();
        creator.SetSliceAssignment(new SliceAssignment(type => Slice(type.Namespace.FullName, parent, withRoot), $"folders of {parent}"));
        return new GivenSlices(creator).Should().BeFreeOfCycles().Evaluate(code).Where(result => !result.Passed)
            .Select(result => new Violation(parent, result.Description));
    }

    private static SliceIdentifier Slice(string name, string parent, bool withRoot) =>
        name == parent ? withRoot ? SliceIdentifier.Of(Root) : SliceIdentifier.Ignore()
        : name.StartsWith(parent + '.', StringComparison.Ordinal) ? SliceIdentifier.Of(name[(parent.Length + 1)..].Split('.')[0])
        : SliceIdentifier.Ignore();

    private static IEnumerable<string> Ancestors(string name)
    {
        for (var at = name.Length; at > 0; at = name.LastIndexOf('.', at - 1))
        {
            yield return name[..at];
        }
    }
}
