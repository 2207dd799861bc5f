using Orchestrator.Contracts.Collections;
using Orchestrator.Models.Export;
using Orchestrator.Models.Tasks;
using Orchestrator.Models.Tests.Architectures;

namespace Orchestrator.Models.Tests.Export;

public sealed class WeightFileTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("weights-").FullName;

    public static TheoryData<string, string> Everything
    {
        get
        {
            var all = new TheoryData<string, string>();
            foreach (var model in ModelCatalog.Descriptions)
            {
                foreach (var ending in WeightFile.Endings)
                {
                    all.Add(model.Name, ending);
                }
            }
            return all;
        }
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Theory]
    [MemberData(nameof(Everything))]
    public void Weights_that_were_written_give_the_same_outputs_in_another_network(string model, string ending)
    {
        var kind = ModelCatalog.Find(model).Tasks[0];
        using var one = new ArchitectureCase(model, kind, seed: 1, dropoutOn: false);
        using var other = new ArchitectureCase(model, kind, seed: 2, dropoutOn: false);
        var path = Path.Combine(folder, "weights" + ending);
        WeightFile.Save(one.Network, path);
        WeightFile.Load(other.Network, path);
        foreach (var (name, tensor) in other.Network.state_dict())
        {
            tensor.Equals(one.Network.state_dict()[name]).ShouldBeTrue(name);
        }
        Directory.GetFiles(folder).ShouldBe([path]);
    }

    [Fact]
    public void An_ending_that_names_no_format_is_refused()
    {
        using var one = new ArchitectureCase("mlp", ModelCatalog.Find("mlp").Tasks[0]);
        Should.Throw<ArgumentException>(() =>
            WeightFile.Save(one.Network, Path.Combine(folder, "weights.onnx"))).Message.ShouldContain(".safetensors");
        Directory.GetFiles(folder).ShouldBeEmpty();
    }
}
