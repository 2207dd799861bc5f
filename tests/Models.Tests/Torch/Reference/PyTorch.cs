using System.Text.Json;

namespace Orchestrator.Models.Tests.Torch.Reference;

/// <summary>The numbers in reference.json.</summary>
internal sealed record PyTorch(
    string Torch,
    Dictionary<string, ModuleReference> Modules,
    Dictionary<string, ReferenceTensor[]> Optimizers)
{
    private static readonly Lazy<PyTorch> Loaded = new(Load);

    public static PyTorch Numbers => Loaded.Value;

    private static PyTorch Load()
    {
        using var stream = typeof(PyTorch).Assembly.GetManifestResourceStream("torch-reference.json")!;
        return JsonSerializer.Deserialize<PyTorch>(stream, JsonSerializerOptions.Web)!;
    }
}
