using System.Reflection;

namespace Orchestrator.Sdk;

/// <summary>Loads libtorch in tests of a plug-in, as the orchestrator's workers do, from where the orchestrator has it.</summary>
public static class TorchForTests
{
    /// <summary>Name of the folder of the installed program: a runtime option of the test project, or an environment variable.</summary>
    public const string Folder = "OrchestratorFolder";

    private const string Library = "Orchestrator.Models.dll", Runtime = "Orchestrator.Models.Torch.TorchRuntime";

    /// <summary>Call it before anything of TorchSharp.</summary>
    /// <exception cref="FileNotFoundException">The program is not where the project says; the message names the cure.</exception>
    public static void Load()
    {
        var folder = AppContext.GetData(Folder) as string ?? Environment.GetEnvironmentVariable(Folder) ?? "";
        var path = Path.Combine(folder, Library);
        if (!File.Exists(path))
        {
            throw new FileNotFoundException(
                $"The orchestrator is not in '{folder}'. Set the environment variable {Folder} to the folder of orchestrator.dll.", path);
        }

        Assembly.LoadFrom(path).GetType(Runtime, throwOnError: true)!.GetMethod("Load", [])!.Invoke(null, null);
    }
}
