using System.Text.Json;
using Orchestrator.Contracts.SearchSpaces;

namespace Orchestrator.Cli.Export;

/// <summary>Hyper-parameters as Optuna keeps them: the range as JSON, the value as a number.</summary>
internal static class OptunaDistributionText
{
    /// <summary>The range, such as <c>{"name": "FloatDistribution", "attributes": {...}}</c>.</summary>
    public static string Of(Parameter parameter) => parameter switch
    {
        FloatParameter real => Text("FloatDistribution", new { step = real.Step, low = real.Low, high = Highest(real), log = real.Log }),
        IntParameter whole => Text("IntDistribution",
            new { log = whole.Log, step = whole.Step, low = whole.Low, high = whole.High - ((whole.High - whole.Low) % whole.Step) }),
        CategoricalParameter choice => Text("CategoricalDistribution", new { choices = choice.Choices }),
        _ => throw new NotSupportedException(parameter.GetType().Name),
    };

    /// <summary>The value as Optuna keeps it: of a choice its place in the list, from 0.</summary>
    public static double Kept(Parameter parameter, ParameterValue value) => parameter is CategoricalParameter choice
        ? choice.Choices.ToList().IndexOf(value.Text!)
        : value.Number;

    // Optuna's ranges end on a step.
    private static double Highest(FloatParameter real)
    {
        if (real.Step is not { } step)
        {
            return real.High;
        }

        var steps = (real.High - real.Low) / step;
        return Math.Abs(steps - Math.Round(steps)) < 1e-8 ? real.High : real.Low + (Math.Floor(steps) * step);
    }

    private static string Text<T>(string name, T attributes) => JsonSerializer.Serialize(new { name, attributes });
}
