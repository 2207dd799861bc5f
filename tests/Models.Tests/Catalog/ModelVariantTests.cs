using Orchestrator.Contracts.Collections;
using Orchestrator.Contracts.SearchSpaces;
using Orchestrator.Models.Catalog;
using Orchestrator.Models.Data;
using Orchestrator.Models.Tests.Architectures;
using Orchestrator.Models.Torch;
using TorchSharp;
using static TorchSharp.torch;

namespace Orchestrator.Models.Tests.Catalog;

public class ModelVariantTests
{
    [Theory, MemberData(nameof(VariantTests.All), MemberType = typeof(VariantTests))]
    public void A_variant_sets_what_the_model_has_to_values_that_it_allows(string model, string variant)
    {
        var description = ModelCatalog.Find(model);
        foreach (var (name, value) in description.Variants.Single(own => own.Name == variant).Settings.Settings)
        {
            description.Find(name).ShouldNotBeNull(name).Allows(value).ShouldBeTrue($"{name}: {value}");
        }
    }

    /// <summary>The same definitions in PyTorch 1.13 have these counts.</summary>
    [Theory]
    [InlineData("histone-cnn", "experiment-1", 53_121)]
    [InlineData("histone-cnn", "experiment-2", 53_121)]
    [InlineData("histone-cnn", "experiment-3", 30_671)]
    [InlineData("histone-cnn", "experiment-4", 30_671)]
    [InlineData("histone-cnn", "experiment-5", 28_221)]
    [InlineData("histone-cnn", "experiment-6", 28_221)]
    [InlineData("histone-cnn", "experiment-7", 28_221)]
    [InlineData("histone-cnn", "experiment-8", 28_221)]
    [InlineData("histone-gru", "units-10", 6_491)]
    [InlineData("histone-gru", "units-25", 14_621)]
    [InlineData("histone-gru", "units-50", 34_171)]
    [InlineData("lrcn-wdnn", "baseline", 2_485_556)]
    [InlineData("lrcn-wdnn", "improved", 867_548)]
    [InlineData("lrcn-wdnn", "extended", 2_485_556)]
    [InlineData("variation", "linear", 1_025)]
    [InlineData("variation", "two-layer", 32_833)]
    [InlineData("variation", "rnn-1", 6_433)]
    [InlineData("variation", "rnn-2", 14_881)]
    [InlineData("variation", "rnn-3", 23_329)]
    [InlineData("variation", "rnn-4", 31_777)]
    [InlineData("variation", "cnn-1", 1_297)]
    [InlineData("variation", "cnn-2", 1_825)]
    [InlineData("variation", "cnn-3", 2_481)]
    [InlineData("variation", "cnn-4", 3_201)]
    [InlineData("variation", "hybrid", 20_401)]
    public void A_variant_has_as_many_weights_as_in_pytorch(string model, string variant, long parameters)
    {
        var description = ModelCatalog.Find(model);
        DataShape shape = model switch
        {
            "lrcn-wdnn" => new([3967], false, TaskKind.Labels, 12),
            "variation" => new([1024], false, TaskKind.TwoClasses, 1),
            _ => new(new[] { 100, 5 }.ToEquatableList(), false, TaskKind.Values, 1),
        };
        var settings =
            new ModelSettings(description, description.Variants.Single(own => own.Name == variant).Settings, Configuration.Empty);
        using var network = ModelCatalog.Create(model, settings, shape);
        NetworkState.ParameterCount(network).ShouldBe(parameters);
    }

    [Fact]
    public void The_eighth_experiment_is_the_published_network() =>
        new ModelSettings(ModelCatalog.Find("histone-cnn"), ModelCatalog.Find("histone-cnn").Variants[7].Settings, Configuration.Empty)
            .ToString()
            .ShouldBe(new ModelSettings(ModelCatalog.Find("histone-cnn"), Configuration.Empty, Configuration.Empty).ToString());
}
