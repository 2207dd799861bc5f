using System.Text.Json;

namespace Orchestrator.Torch.Tests.Reference;

/// <summary>The numbers in reference.json.</summary>
internal sealed record PyTorch(
    string Torch,
    Dictionary<string, ModuleReference> Modules,
    Dictionary<string, ReferenceTensor> Losses,
    Dictionary<string, ReferenceTensor[]> Optimizers,
    Dictionary<string, ReferenceTensor> Draws)
{
    private static readonly Lazy<PyTorch> Loaded = new(Load);

    public static PyTorch Numbers => Loaded.Value;

    private static PyTorch Load()
    {
        using var stream = typeof(PyTorch).Assembly.GetManifestResourceStream("reference.json")!;
        return JsonSerializer.Deserialize<PyTorch>(stream, JsonSerializerOptions.Web)!;
    }
}
