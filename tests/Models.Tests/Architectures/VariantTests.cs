using Orchestrator.Contracts.Spaces;
using Orchestrator.Models.Catalog;
using Orchestrator.Torch.Randomness;
using Orchestrator.Torch.Tensors;

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
                foreach (var variant in model.Variants) all.Add(model.Name, variant.Name);
            }

            return all;
        }
    }

    [Theory, MemberData(nameof(All))]
    public void Gives_outputs_and_a_gradient_of_every_weight(string name, string variant)
    {
        using var scope = new Scope();
        using var generator = new Generator(1);
        var model = ModelCatalog.Find(name);
        long[] row = model.Dimensions.Count == 2 ? [60, 3] : [70];
        var settings = model.Variants.Single(own => own.Name == variant).Settings;
        using var network = ModelCatalog.Create(
            name, new(model, settings, Configuration.Empty), new([.. row.Select(extent => (int)extent)], false, TaskKind.TwoClasses, 1), new(generator, generator));

        var outputs = network.Forward(RandomTensors.Normal([4, .. row], 0, 1, generator));
        outputs.Square().Sum().Backward();

        outputs.Shape.ShouldBe([4, 1]);
        network.NamedParameters().ShouldAllBe(parameter => parameter.Value.Grad != null && parameter.Value.Grad.IsFinite());
    }
}
