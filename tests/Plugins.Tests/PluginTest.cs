using Orchestrator.Plugins.Loading;
using Orchestrator.Shared.Compiled;

[assembly: CollectionBehavior(DisableTestParallelization = true)] // the registries are the process's

namespace Orchestrator.Plugins.Tests;

/// <summary>A folder for libraries, and registries without plug-ins before and after.</summary>
public abstract class PluginTest : IDisposable
{
    private readonly string root = Directory.CreateTempSubdirectory("plugins-").FullName;

    protected PluginTest() => PluginRegistry.Use([]);

    public void Dispose()
    {
        PluginRegistry.Use([]);
        Directory.Delete(root, recursive: true);
        GC.SuppressFinalize(this);
    }

    /// <summary>A path below the folder.</summary>
    protected string In(string name) => Path.Combine(root, name);

    /// <summary>Compiles a plug-in into a folder of its name.</summary>
    protected string Compile(string name, string code, string? folder = null, bool marked = true) =>
        CompiledPlugin.In(In(folder ?? name), name, (marked ? CompiledPlugin.Mark : "") + code);

    /// <summary>Compiles a plug-in and loads it.</summary>
    protected LoadedPlugin Load(string name, string code, string? folder = null) =>
        PluginRegistry.Add(PluginFolder.Describe(Compile(name, code, folder)));
}
