using System.Collections;
using System.Reflection;
using System.Text.Json;
using System.Text.Json.Serialization;
using Orchestrator.Contracts.Definitions;
using Orchestrator.Contracts.SearchSpaces;
using Orchestrator.Contracts.SearchSpaces.Constraints;
using Orchestrator.Contracts.Validation;

namespace Orchestrator.Contracts.Tests.Validation;

/// <summary>Each field of a definition by itself: broken alone, it gives one problem, at its own path.</summary>
public sealed class FieldTests
{
    private static readonly SweepDefinitionValidator Validator = new(Valid.Vocabulary);

    private static readonly Dictionary<string, SweepDefinition> Kinds = new()
    {
        ["plain"] = Valid.Definition,
        ["nested"] = Valid.Nested,
        ["several"] = Valid.TradesOff,
        ["population"] = Valid.Generations,
        ["restarts"] = Valid.Restarts,
        ["elimination"] = Valid.Eliminates,
        ["fold by fold"] = Valid.FoldWise,
        ["test file"] = Valid.TestFile,
        ["explanation"] = Valid.Explains,
        ["command"] = Valid.Commands,
        ["plug-in"] = Valid.Plugged,
        ["external"] = Valid.ForClients,
        ["permuted"] = Valid.Permutes,
        ["paired"] = Valid.Pairs,
    };

    // Any value of these is right.
    private static readonly string[] Free = ["seed", "crossValidation.stratified", "search.stop.littleToGain", "search.costAware"];

    public static TheoryData<string> KindNames => [.. Kinds.Keys];

    [Theory]
    [MemberData(nameof(KindNames))]
    public void What_is_right_has_no_problem(string kind) => Validator.Problems(Kinds[kind]).ShouldBeEmpty();

    [Theory]
    [MemberData(nameof(BrokenFields.Cases), MemberType = typeof(BrokenFields))]
    public void What_is_wrong_is_told_at_its_place(string kind, string field, string? json, string message)
    {
        var (edited, expected) = field.Split(" -> ") is [var from, var to] ? (from, to) : (field, field);
        var problems = Validator.Problems(JsonEdit.With(Kinds[kind], edited, json));
        if (message.Length == 0)
        {
            problems.ShouldNotBeEmpty();
            return;
        }
        var problem = problems.ShouldHaveSingleItem();
        problem.Path.ShouldBe(expected);
        problem.Message.ShouldContain(message);
        problem.Message.ShouldEndWith(problem.Message.EndsWith('?') ? "?" : ".");
    }

    [Fact]
    public void Every_field_is_broken_by_some_case()
    {
        var broken = BrokenFields.Cases.Select(c => General(((string)c[1]).Split(" -> ")[0])).ToHashSet();
        Fields(typeof(SweepDefinition), "").Where(path => !broken.Contains(path) && !Free.Contains(path)).ShouldBeEmpty();
    }

    [Fact]
    public void All_problems_come_at_once()
    {
        var definition =
            Valid.Definition with
            {
                Name = "No",
                Stopping = new StoppingDefinition(0, 0, -1),
                Resources = new ResourcesDefinition("tpu", 0)
            };
        Validator.Problems(definition).Select(p => p.Path).ShouldBe(
            ["name", "stopping.epochs", "stopping.patience", "stopping.minDelta", "resources.device", "resources.slots"]);
    }

    [Fact]
    public void A_definition_of_nothing_is_told_what_is_missing() =>
        Validator.Problems(new SweepDefinition(null!, 0, null!, null!, null!, null!, null!, null!, null!, null!)).Select(p => p.Path)
            .ShouldBe(["name", "data", "model", "search", "space", "crossValidation", "objective", "stopping", "resources"]);

    [Fact]
    public void A_long_word_is_cut_and_not_compared() =>
        Validator.Problems(Valid.Definition with { Model = new ModelDefinition(new string('n', 1_000_000), Configuration.Empty) })
            .ShouldHaveSingleItem().Message.Length.ShouldBeLessThan(200);

    // search.enqueued[0] and search.enqueued are one field; so are those of the several kinds of parameters.
    private static string General(string path) => System.Text.RegularExpressions.Regex.Replace(path, @"\[\d+\]", "");

    private static IEnumerable<string> Fields(Type type, string prefix)
    {
        var kinds = type == typeof(Parameter)
            ? new[] { typeof(FloatParameter), typeof(IntParameter), typeof(CategoricalParameter) } : [type];
        foreach (var property in kinds.SelectMany(kind => kind.GetConstructors()[0].GetParameters()).DistinctBy(p => p.Name))
        {
            // Some are released under another name than they have here.
            var name = type.GetProperty(property.Name!)?.GetCustomAttribute<JsonPropertyNameAttribute>()?.Name;
            var path = prefix + (name ?? JsonNamingPolicy.CamelCase.ConvertName(property.Name!));
            var inner = Nullable.GetUnderlyingType(property.ParameterType) ?? property.ParameterType;
            if (inner.IsGenericType && typeof(IEnumerable).IsAssignableFrom(inner))
            {
                inner = inner.GetGenericArguments()[0];
            }

            if (inner == typeof(Constraint) || inner == typeof(ParameterValue)
                || inner.Namespace?.StartsWith("Orchestrator", StringComparison.Ordinal) != true || inner.IsEnum)
            {
                yield return path;
                continue;
            }
            foreach (var deeper in Fields(inner, path + "."))
            {
                yield return deeper;
            }
        }
    }
}
