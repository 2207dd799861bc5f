using System.Reflection;
using System.Runtime.InteropServices;
using Orchestrator.Torch.Runtime;

namespace Orchestrator.Torch.Native;

/// <summary>Finds the native library: where <see cref="Variable"/> says, beside the program, or in build/native of an enclosing checkout.</summary>
internal static class ShimLoader
{
    internal const string Variable = "ORCHESTRATOR_TORCH_SHIM";
    private const string File = "liborchestrator_torch.so";

    public static void Register() => NativeLibrary.SetDllImportResolver(typeof(ShimLoader).Assembly, Resolve);

    internal static IEnumerable<string> Candidates()
    {
        if (Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } named)
        {
            yield return named;
            yield break; // whoever names one wants no other
        }
        yield return Path.Combine(AppContext.BaseDirectory, File);
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            yield return Path.Combine(folder.FullName, "build", "native", File);
        }
    }

    private static nint Resolve(string name, Assembly assembly, DllImportSearchPath? path)
    {
        if (name != Shim.Library) return 0;
        var found = Candidates().FirstOrDefault(System.IO.File.Exists) ?? throw new ShimNotFoundException(Candidates().First());
        try
        {
            return NativeLibrary.Load(found);
        }
        catch (DllNotFoundException e)
        {
            throw new ShimNotFoundException(found, e);
        }
    }
}
