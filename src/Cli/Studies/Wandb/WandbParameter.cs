using System.Globalization;
using Orchestrator.Cli.SweepFiles.Yaml;
using Orchestrator.Contracts.Collections;
using Orchestrator.Contracts.SearchSpaces;

namespace Orchestrator.Cli.Studies.Wandb;

/// <summary>A parameter of a W&amp;B sweep.</summary>
/// <remarks>What the distributions draw from <c>sweeps/params.py</c> of W&amp;B.</remarks>
internal static class WandbParameter
{
    /// <summary>Reads parameters; one that holds parameters gives them its name and a point before their own.</summary>
    public static void ReadAll(IEnumerable<(YamlScalar Key, YamlNode Value)> parameters, string within, ImportNotes notes)
    {
        foreach (var (key, value) in parameters)
        {
            var name = within + key.Text;
            if (value.At("parameters") is { } nested)
            {
                notes.Add(key, $"'{name}' holds parameters: they are called '{name}.…' here, each a setting of its own");
                ReadAll(nested.Entries(), $"{name}.", notes);
            }
            else
            {
                Read(key, name, value, notes);
            }
        }
    }

    private static void Read(YamlScalar key, string name, YamlNode value, ImportNotes notes)
    {
        if (value.At("values") is YamlList values)
        {
            Choose(key, name, value, values, notes);
        }
        else if ((value as YamlMap)?.Entries.FirstOrDefault(entry => entry.Key.Text == "value").Value is { } constant)
        {
            notes.Fix(key, name, constant.Value());
        }
        else if (value is YamlMap)
        {
            Draw(key, name, value, notes);
        }
        else
        {
            notes.Add(key, $"'{name}' is left out: a parameter has keys such as 'values' or 'min' and 'max'");
        }
    }

    private static void Choose(YamlScalar key, string name, YamlNode value, YamlList values, ImportNotes notes)
    {
        if (value.At("probabilities") is { } weights)
        {
            notes.Add(weights, $"'{name}' has probabilities: a search tries its choices alike until it has learned which are good");
        }

        if (values.Items.Any(item => item is not YamlScalar))
        {
            notes.Add(values, $"'{name}' has choices that are lists or keys and values: here they are words that the program has to read");
        }

        notes.Search(key, new CategoricalParameter(name, values.Items.Select(item => item.Spelled()).Distinct().ToEquatableList()));
    }

    private static void Draw(YamlScalar key, string name, YamlNode value, ImportNotes notes)
    {
        var (low, high, step) = (value.At("min"), value.At("max"), value.At("q").Number() ?? 1);
        var (least, most) = NormalRange.Of(value.At("mu").Number() ?? 0, value.At("sigma").Number() ?? 1);
        var distribution = value.At("distribution").Text()
            ?? (low.Whole() is not null && high.Whole() is not null ? "int_uniform" : "uniform");
        var (from, to) = (low.Number() ?? double.NaN, high.Number() ?? double.NaN);
        Parameter? parameter = distribution switch
        {
            "int_uniform" when low.Whole() is { } first && high.Whole() is { } last => new IntParameter(name, first, last),
            "uniform" or "int_uniform" => new FloatParameter(name, from, to),
            "q_uniform" => Grid(name, from, to, step),
            "log_uniform" => new FloatParameter(name, Math.Exp(from), Math.Exp(to), Log: true),
            "log_uniform_values" => new FloatParameter(name, from, to, Log: true),
            "inv_log_uniform" => new FloatParameter(name, Math.Exp(-to), Math.Exp(-from), Log: true),
            "inv_log_uniform_values" => new FloatParameter(name, from, to, Log: true),
            "q_log_uniform" => Rounded(key, name, Math.Exp(from), Math.Exp(to), step, notes),
            "q_log_uniform_values" => Rounded(key, name, from, to, step, notes),
            "normal" => new FloatParameter(name, least, most),
            "q_normal" => Grid(name, least, most, step),
            "log_normal" => new FloatParameter(name, Math.Exp(least), Math.Exp(most), Log: true),
            "q_log_normal" => Rounded(key, name, Math.Exp(least), Math.Exp(most), step, notes),
            "beta" => new FloatParameter(name, 0, 1),
            "q_beta" => Grid(name, 0, 1, step),
            _ => null,
        };
        if (parameter is null)
        {
            notes.Add(key, $"'{name}' is left out: '{distribution}' is no distribution of numbers that W&B knows");
            return;
        }

        if (distribution.EndsWith("normal", StringComparison.Ordinal))
        {
            NormalRange.Tell(key, name, notes);
        }
        else if (distribution.EndsWith("beta", StringComparison.Ordinal))
        {
            notes.Add(key, $"'{name}' has a beta distribution: 0 to 1 is searched, no part of it more than others");
        }

        notes.Search(key, parameter);
    }

    // W&B rounds what it draws to whole multiples of q.
    private static Parameter Grid(string name, double low, double high, double step)
    {
        var (first, last) = (Math.Round(low / step), Math.Round(high / step));
        return step % 1 == 0 && Math.Abs(last * step) < long.MaxValue / 2.0 && double.IsFinite(first) && double.IsFinite(last)
            ? new IntParameter(name, (long)(first * step), (long)(last * step), Step: (long)step)
            : new FloatParameter(name, NormalRange.Exact(first * step), NormalRange.Exact(last * step), Step: step);
    }

    private static Parameter Rounded(YamlScalar key, string name, double low, double high, double step, ImportNotes notes)
    {
        var (first, last) = (Math.Round(low / step) * step, Math.Round(high / step) * step);
        if (step == 1 && first >= 1 && last < long.MaxValue / 2.0)
        {
            return new IntParameter(name, (long)first, (long)last, Log: true);
        }

        notes.Add(key, string.Create(CultureInfo.InvariantCulture,
            $"'{name}' is rounded to multiples of {step}: a logarithmic scale has no steps here, all values between are searched"));
        return new FloatParameter(name, low, high, Log: true);
    }
}
