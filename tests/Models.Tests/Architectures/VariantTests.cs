using Orchestrator.Contracts.SearchSpaces;
using Orchestrator.Models.Data;
using Orchestrator.Models.Torch;
using Orchestrator.Models.Training;
using TorchSharp;
using static TorchSharp.torch;

namespace Orchestrator.Models.Tests.Architectures;

/// <summary>Every named variant of every architecture is a network that can be trained.</summary>
public sealed class VariantTests
{
    public static TheoryData<string, string> All
    {
        get
        {
            var all = new TheoryData<string, string>();
            foreach (var model in ModelCatalog.Descriptions)
            {
                foreach (var variant in model.Variants)
                {
                    all.Add(model.Name, variant.Name);
                }
            }

            return all;
        }
    }

    [Theory, MemberData(nameof(All))]
    public void Gives_outputs_and_a_gradient_of_every_weight(string name, string variant)
    {
        using var scope = NewDisposeScope();
        FoldSeeds.Set(1);
        var model = ModelCatalog.Find(name);
        long[] row = model.Dimensions.Count == 2 ? [60, 3] : [70];
        var settings = model.Variants.Single(own => own.Name == variant).Settings;
        using var network = ModelCatalog.Create(
            name, new(model, settings, Configuration.Empty), new([.. row.Select(extent => (int)extent)], false, TaskKind.TwoClasses, 1));

        var outputs = network.call(randn([4, .. row]));
        outputs.square().sum().backward();

        outputs.shape.ShouldBe([4, 1]);
        network.parameters().ShouldAllBe(parameter => parameter.grad!.isfinite().all().item<bool>());
    }
}
