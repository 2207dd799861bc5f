using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;

namespace Orchestrator.Architecture.Tests.Rules;

/// <summary>What a compiled assembly refers to, read from its metadata without loading it.</summary>
/// <remarks>A project file tells what may be used; this tells what is, also through a reference that came along with another.</remarks>
internal sealed class CompiledAssembly
{
    private const string Product = "Orchestrator.";

    /// <param name="path">Absolute path of a dll.</param>
    public CompiledAssembly(string path)
    {
        using var file = new PEReader(File.OpenRead(path));
        var metadata = file.GetMetadataReader();
        Name = metadata.GetString(metadata.GetAssemblyDefinition().Name);
        References = [.. metadata.AssemblyReferences.Select(handle => metadata.GetString(metadata.GetAssemblyReference(handle).Name))];
    }

    /// <summary>The assembly's name, such as <c>Orchestrator.Sweeps</c>.</summary>
    public string Name { get; }

    /// <summary>Names of the assemblies whose types it uses.</summary>
    public IReadOnlyList<string> References { get; }

    /// <summary>What the dependency rules have against it.</summary>
    public IEnumerable<Violation> Check()
    {
        var project = Name[Product.Length..];
        var own = References.Where(reference => reference.StartsWith(Product, StringComparison.Ordinal)).ToArray();
        foreach (var violation in DependencyTable.Check(Name + ".dll", project, own.Select(reference => reference[Product.Length..])))
        {
            yield return violation;
        }

        if (!DependencyTable.FrameworkOnly.Contains(project))
        {
            yield break;
        }

        foreach (var foreign in References.Except(own).Except(DependencyTable.Packages.GetValueOrDefault(project, []))
            .Where(reference => !IsFramework(reference)))
        {
            yield return new Violation(Name + ".dll", $"{project} uses the framework alone, not {foreign}");
        }
    }

    private static bool IsFramework(string assembly) =>
        assembly == "netstandard" || assembly.StartsWith("System.", StringComparison.Ordinal);
}
