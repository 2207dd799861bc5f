using Orchestrator.Contracts.Definitions;
using Orchestrator.Contracts.SearchSpaces;
using Orchestrator.Models.Catalog;
using Orchestrator.Models.Torch;
using static TorchSharp.torch;

namespace Orchestrator.Models.Training;

/// <summary>How large networks are, and what they leave on the disk.</summary>
public static class NetworkSize
{
    // 32-bit floats: of a fold that has ended its best weights; of one that runs its weights, the best ones and two moments of each.
    private const int Ended = 4, Running = 16, Header = 8192;

    /// <summary>The number of weights of a configuration's network; null = no such network can be built on this data.</summary>
    public static long? WeightsOf(ModelDefinition model, Configuration trial, DataShape shape)
    {
        try
        {
            TorchRuntime.Load();
            using var scope = NewDisposeScope();
            using var network = ModelCatalog.Create(
                model.Name, new ModelSettings(ModelCatalog.Find(model.Name), model.Fixed, trial), shape);
            return NetworkState.ParameterCount(network);
        }
        catch (Exception e) when (e is SettingException or DataMismatchException)
        {
            return null;
        }
    }

    /// <summary>Bytes of the checkpoint of a fold that has ended.</summary>
    public static long EndedFold(long weights) => weights * Ended + Header;

    /// <summary>Bytes of the checkpoint of a fold that runs, with an optimizer that keeps two moments of each weight.</summary>
    public static long RunningFold(long weights) => weights * Running + Header;
}
