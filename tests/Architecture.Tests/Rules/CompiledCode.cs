using ArchUnitNET.Domain;
using ArchUnitNET.Loader;

namespace Orchestrator.Architecture.Tests.Rules;

/// <summary>The types of compiled assemblies with all that they use, also in the bodies of their methods.</summary>
internal static class CompiledCode
{
    private const string Product = "Orchestrator.";

    private static readonly Lazy<ArchUnitNET.Domain.Architecture> Loaded = new(() => Load(
        [.. DependencyTable.Projects.Select(project => project == DependencyTable.CompositionRoot ? "orchestrator" : Product + project)]));

    /// <summary>The product's.</summary>
    public static ArchUnitNET.Domain.Architecture OfProduct => Loaded.Value;

    /// <summary>That of these tests, for examples.</summary>
    public static ArchUnitNET.Domain.Architecture OfTests { get; } = Load([typeof(CompiledCode).Assembly.GetName().Name!]);

    /// <summary>The project of a type, such as <c>Sweeps</c>; null = it is not the product's.</summary>
    public static string? ProjectOf(IType type) =>
        type.Namespace?.FullName.Split('.') is ["Orchestrator", var project, ..] ? project : null;

    /// <summary>The types that a type uses, each once.</summary>
    public static IEnumerable<IType> UsedBy(IType type) => type.Dependencies.Select(dependency => dependency.Target).Distinct();

    private static ArchUnitNET.Domain.Architecture Load(string[] names) =>
        new ArchLoader().LoadAssemblies([.. names.Select(name => System.Reflection.Assembly.Load(name))]).Build();
}
