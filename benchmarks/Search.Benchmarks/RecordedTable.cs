using System.Text.Json;
using Orchestrator.Contracts.Collections;
using Orchestrator.Contracts.SearchSpaces;

namespace Orchestrator.Search.Benchmarks;

/// <summary>The learning curves of every fold of every configuration of a grid, as a sweep recorded them; the files say of what.</summary>
internal sealed class RecordedTable
{
    private readonly Dictionary<string, double[][]> curves;

    private RecordedTable(string name, JsonElement table)
    {
        Name = name;
        Folds = table.GetProperty("folds").GetInt32();
        Epochs = table.GetProperty("epochs").GetInt32();
        Space = new SearchSpace(table.GetProperty("parameters").EnumerateArray()
            .Select(p => (Parameter)new IntParameter(p.GetProperty("name").GetString()!, 0, p.GetProperty("values").GetArrayLength() - 1))
            .ToEquatableList());
        var sign = table.GetProperty("maximize").GetBoolean() ? -1 : 1;
        curves = table.GetProperty("rows").EnumerateArray().ToDictionary(
            row => string.Join(' ', row.GetProperty("places").EnumerateArray().Select(place => place.GetInt32())),
            row => row.GetProperty("curves").EnumerateArray()
                .Select(curve => curve.EnumerateArray().Select(value => sign * value.GetDouble()).ToArray()).ToArray());
        Losses = [.. curves.Values.Select(folds => folds.Average(curve => curve.Min())).Order()];
    }

    /// <summary>All of them.</summary>
    public static IReadOnlyList<string> Names { get; } = ["histone", "wdnn"];

    /// <summary>What the table calls it.</summary>
    public string Name { get; }

    /// <summary>Of each configuration.</summary>
    public int Folds { get; }

    /// <summary>Of each fold.</summary>
    public int Epochs { get; }

    /// <summary>The places of the hyper-parameters' values in their order.</summary>
    public SearchSpace Space { get; }

    /// <summary>The mean over the folds of every configuration, ascending.</summary>
    public double[] Losses { get; }

    /// <summary>The table of that name.</summary>
    public static RecordedTable Open(string name)
    {
        using var document = Resources.Open($"Tables.{name}.json");
        return new(name, document.RootElement);
    }

    /// <summary>Losses after each epoch, a curve a fold.</summary>
    public double[][] Curves(Configuration configuration) =>
        curves[string.Join(' ', Space.Parameters.Select(p => (int)configuration[p.Name].Number))];

    /// <summary>The loss of a fold: that of its best epoch, whose weights are kept.</summary>
    public double Loss(Configuration configuration, int fold) => Curves(configuration)[fold].Min();
}
