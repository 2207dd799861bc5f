using Orchestrator.Cli.SweepFiles.Yaml;
using Orchestrator.Contracts.Definitions;

namespace Orchestrator.Cli.Studies.Wandb;

/// <summary>The program of a W&amp;B sweep as a command that trains.</summary>
internal sealed class WandbCommand
{
    private const string Interpreter = "python3";

    // As W&B starts a program where the file does not say how.
    private static readonly string[] Usual = ["${env}", "${interpreter}", "${program}", "${args}"];

    private readonly List<string> arguments = [];

    private WandbCommand()
    {
    }

    /// <summary>The program and its arguments.</summary>
    public IReadOnlyList<string> Arguments => arguments;

    /// <summary>How it gets its hyper-parameters.</summary>
    public ParameterPassing Pass { get; private set; } = ParameterPassing.File;

    /// <summary>What the file says of it; null = it names no program.</summary>
    /// <param name="root">The file.</param>
    /// <param name="notes">Knows the parameters.</param>
    public static WandbCommand? Read(YamlNode root, ImportNotes notes)
    {
        var (program, given) = (root.At("program").Text(), root.At("command"));
        if (program is null && given is null)
        {
            notes.Add(null, "no 'program' is named: say which model trains");
            return null;
        }

        var command = new WandbCommand();
        string[] taken = [.. CommandPlaceholders.Words.Where(notes.Remove)];
        var parts = given is YamlList list ? list.Items : [.. Usual.Select(part => new YamlScalar(1, 1, part, Quoted: false))];
        foreach (var (place, part) in parts.Index())
        {
            command.Add(part, part.Spelled(), program, notes, last: place == parts.Count - 1);
        }

        foreach (var word in taken)
        {
            var isSeed = word == CommandPlaceholders.Seed;
            notes.Add(root.At("parameters"), isSeed ? "'seed' is left out: each fold has one of its own, which the program gets as --seed"
                : $"'{word}' is left out: the word means something else in commands; call the parameter otherwise");
            command.arguments.AddRange(isSeed ? ["--seed={seed}"] : []);
        }

        notes.Add(root.At("program") ?? given, $"a program reports to W&B with wandb.log; here it prints lines of JSON instead, see "
            + $"docs/how-to/own-trainer.md. This file belongs beside {program ?? "the program"}");
        return command;
    }

    private void Add(YamlNode where, string part, string? program, ImportNotes notes, bool last)
    {
        switch (part)
        {
            case "${env}": break; // /usr/bin/env, by which every program is found here
            case "${interpreter}": arguments.Add(Interpreter); break;
            case "${program}" when program is not null: arguments.Add(program); break;
            case "${args}" or "${args_no_boolean_flags}":
                Pass = ParameterPassing.Arguments;
                if (!last)
                {
                    notes.Add(where, $"{part} stands behind the other arguments here, wherever it stood");
                }

                break;
            case "${args_no_hyphens}":
                arguments.AddRange(Names(notes).Select(name => $"{name}={{{name}}}"));
                break;
            case "${args_json_file}":
                arguments.Add($"{{{CommandPlaceholders.FoldFile}}}");
                notes.Add(where, "${args_json_file} is a file that says more here: the settings stand below its key 'parameters'");
                break;
            case var macro when macro.Contains("${", StringComparison.Ordinal):
                notes.Add(where, $"the argument {macro} is left out: nothing here stands for it");
                break;
            default: arguments.Add(part); break;
        }
    }

    private static IEnumerable<string> Names(ImportNotes notes) =>
        notes.Space.Select(parameter => parameter.Name).Concat(notes.Fixed.Settings.Select(setting => setting.Name));
}
