using Orchestrator.Contracts.Definitions;
using Orchestrator.Contracts.SearchSpaces;
using Orchestrator.Contracts.Validation;
using Orchestrator.Coordinator.Admission;
using Orchestrator.Models;
using Orchestrator.Models.Catalog;
using Orchestrator.Models.Data;
using Orchestrator.Models.Data.Readers;
using Orchestrator.Plugins.Adapters;
using Orchestrator.Shared.Compiled;
using static TorchSharp.torch;

namespace Orchestrator.Plugins.Tests;

/// <summary>A model of a plug-in beside those of the program.</summary>
public sealed class ModelTests : PluginTest
{
    private static readonly DataShape Shape = new([4, 3], false, TaskKind.ManyClasses, 5);

    [Fact]
    public void It_stands_in_the_catalogue_with_its_settings_those_of_training_and_its_space()
    {
        Load("demo", CompiledPlugin.Model("demo"));
        var model = ModelCatalog.Find("demo");
        model.HyperParameters[0].Name.ShouldBe("scale");
        model.Find("learning_rate")!.Default.Number.ShouldBe(1e-3);
        model.DefaultSpace.Parameters.Select(parameter => parameter.Name).ShouldBe(["scale", "learning_rate"]);
        using var network = ModelCatalog.Create("demo", new ModelSettings(model, Configuration.Empty, Configuration.Empty), Shape);
        using var answer = network.call(zeros(2, 4, 3));
        answer.shape.ShouldBe([2, 5]);
    }

    [Fact]
    public void Definitions_may_use_it_and_a_slip_of_the_pen_is_told_its_name()
    {
        Load("demo", CompiledPlugin.Model("long-name-of-a-model"));
        Problems(Definition("long-name-of-a-model")).ShouldBeEmpty();
        Problems(Definition("long-name-of-a-mode")).ShouldContain(problem => problem.Contains("Did you mean 'long-name-of-a-model'?"));
    }

    [Fact]
    public void A_sweep_that_uses_it_names_it_with_the_content_that_is_here()
    {
        var plugin = Load("demo", CompiledPlugin.Model("demo")).Definition;
        var definition = Definition("demo") with { Plugins = null };
        Problems(definition).ShouldHaveSingleItem().ShouldContain("uses what the plug-in 'demo' offers");
        PluginRegistry.UsedBy(definition).ShouldBe([plugin]);
        var other = plugin with { Files = [plugin.Files[0] with { Sha256 = new string('b', 64) }] };
        Problems(definition with { Plugins = [other] }).ShouldHaveSingleItem().ShouldContain("is of another content here");
        Problems(definition with { Plugins = [plugin, plugin with { Name = "unknown" }] }).ShouldHaveSingleItem()
            .ShouldContain("there is no plug-in 'unknown' here");
        PluginRegistry.Missing(definition with { Plugins = [plugin] }).ShouldBeNull();
        PluginRegistry.Missing(definition with { Plugins = [other] })!.ShouldContain(other.ToString());
    }

    [Fact]
    public void What_its_author_did_not_foresee_names_it()
    {
        Load("demo", """
            public sealed class M : IModel
            {
                public string Name => "picky";
                public string Summary => "";
                public IReadOnlyList<Setting> Settings { get; } = [];
                public nn.Module<Tensor, Tensor> Create(SettingValues settings, RowShape shape) =>
                    shape.Outputs == 5 ? throw new ArgumentException("Five is too many.") : throw new KeyNotFoundException("No such row.");
            }
            """);
        Should.Throw<DataMismatchException>(() => Create(Shape)).Message
            .ShouldBe("The model 'picky' of the plug-in demo does not fit the data: Five is too many.");
        Should.Throw<PluginFailedException>(() => Create(Shape with { Outputs = 2 })).Message
            .ShouldBe("The model 'picky' of the plug-in demo failed: KeyNotFoundException: No such row.");

        static void Create(DataShape shape) => ModelCatalog.Create("picky",
            new ModelSettings(ModelCatalog.Find("picky"), Configuration.Empty, Configuration.Empty), shape).Dispose();
    }

    [Fact]
    public void A_setting_that_training_has_too_is_refused() =>
        Should.Throw<UserError>(() => Load("demo", CompiledPlugin.Model("demo").Replace("\"scale\", 1", "\"batch_size\", 1")))
            .Message.ShouldContain("has the setting 'batch_size' twice, since training has it");

    private static SweepDefinition Definition(string model) => new(
        "demo", 1, SyntheticReader.Define("trait-pair", 100, 1), new ModelDefinition(model, Configuration.Empty),
        new SearchDefinition("random", 3), new SearchSpace([new FloatParameter("learning_rate", 1e-3, 1e-2)]),
        new CrossValidationDefinition(3, true, 0.2), new ObjectiveDefinition("accuracy", Direction.Maximize), new StoppingDefinition(2),
        new ResourcesDefinition(), Plugins: [.. PluginRegistry.Active.Select(plugin => plugin.Definition)]);

    private static string[] Problems(SweepDefinition definition) =>
        [
            .. new SweepDefinitionValidator(SweepVocabulary.Registered.Definitions).Problems(definition)
                .Select(problem => problem.ToString()),
        ];
}
