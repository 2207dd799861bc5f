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
        ["test file"] = Valid.TestFile,
        ["explanation"] = Valid.Explains,
        ["command"] = Valid.Commands,
        ["plug-in"] = Valid.Plugged,
        ["permuted"] = Valid.Permutes,
        ["paired"] = Valid.Pairs,
    };

    // Any value of these is right.
    private static readonly string[] Free = ["seed", "crossValidation.stratified", "search.stop.littleToGain"];

    private static readonly string Long = $"\"{new string('x', 5000)}\"";

    public static TheoryData<string> KindNames => [.. Kinds.Keys];

    /// <summary>Kind, field, value, and of the message what names the cause and the cure. The problem is at the field, or at the path after
    /// <c>-></c>.</summary>
    public static TheoryData<string, string, string?, string> Cases => new()
    {
        { "plain", "name", "\"../up\"", "'../up' is no name: a name is lower-case letters" },
        { "plain", "name", "\"a\\n\"", "is no name" },
        { "plain", "name", null, "'name' is missing." },
        { "plain", "data", null, "'data' is missing." },
        { "plain", "data.path", "\"\"", "a text of 1 to 4096 characters" },
        { "plain", "data.path", Long, "a text of 1 to 4096 characters" },
        { "plain", "data.path", "\"/data/\\u0000\"", "without control characters" },
        { "plain", "data.path", null, "missing" },
        { "plain", "data.format", "\"cvs\"", "unknown format 'cvs'; allowed: csv, npz, opaque. Did you mean 'csv'?" },
        { "plain", "data.key", Long, "a text of 1 to 4096 characters" },
        { "plain", "data.groups.column", "\"\"", "a text of 1 to 256 characters" },
        { "plain", "data.groups.file", "\"\"", "a text of 1 to 4096 characters" },
        { "test file", "data.test.path", "\"\"", "a text of 1 to 4096 characters" },
        { "test file", "data.test.key", "\"\"", "a text of 1 to 4096 characters" },
        { "plain", "data.files[0].name -> data.files[0]", "\"../dna.csv\"", "a file by its relative name" },
        { "plain", "data.files[0].sha256 -> data.files[0]", "\"abc\"", "its SHA-256" },
        { "plain", "data.files[0].length -> data.files[0]", "-1", "its length in bytes" },
        { "plain", "data.files[0]", null, "missing" },
        { "plain", "model", null, "missing" },
        { "plain", "model.name", "\"nte\"", "unknown model 'nte'; allowed: net. Did you mean 'net'?" },
        { "plain", "model.fixed", null, "missing" },
        { "plain", "model.fixed.settings", null, "missing" },
        { "plain", "model.fixed.settings[0].name", "\"batchs\"",
            "unknown hyper-parameter 'batchs' of net; allowed: rate, units, layers, pooling, batch, restart. Did you mean 'batch'?" },
        { "plain", "model.fixed.settings[0].value", "0", "'batch' of net is an integer from 1 to 4096, not '0'." },
        { "plain", "model.fixed.settings[0].value", "\"many\"", "not 'many'" },
        { "plain", "data.format", "\"opaque\"", "is for a program of yours, which 'command' names in 'model'" },
        { "command", "data.groups", """{"column":"patient"}""", "nobody knows its groups" },
        { "command", "data.test", """{"path":"/data/test.csv"}""", "rows of another file cannot be put behind it" },
        { "command", "crossValidation.stratified", "true", "nobody knows its classes: leave 'stratified' out" },
        { "command", "crossValidation.leakage", "\"report\"", "nobody can compare its rows" },
        { "command", "model.name", "\"net\"", "a name of your own where 'command' says what trains" },
        { "command", "model.command -> model.name", null, "unknown model 'train.py'" },
        { "command", "model.command.arguments", null, "missing" },
        { "command", "model.command.arguments", "[]", "has 1 to 200 items" },
        { "command", "model.command.arguments[0]", "\"\"", "a text of 1 to 4096 characters" },
        { "command", "model.command.arguments[2]", "\"{rat}\"", "unknown placeholder '{rat}'; allowed: {batch}, {rate}, " },
        { "command", "model.command.folder", null, "missing" },
        { "command", "model.command.folder", "\"\"", "a text of 1 to 4096 characters" },
        { "command", "model.command.files[0]", null, "missing" },
        { "command", "model.command.files[0].name -> model.command.files[0]", "\"../train.py\"", "a file by its relative name" },
        { "command", "model.command.files[0].sha256 -> model.command.files[0]", "\"abc\"", "its SHA-256" },
        { "command", "model.command.files[0].length -> model.command.files[0]", "-1", "its length in bytes" },
        { "command", "model.command.pass", "9", "one of file, arguments, environment" },
        { "command", "model.command.grace", "-1", "a whole number from 0 to 3600" },
        { "command", "model.fixed.settings[0].name", "\"batch size\"", "is called by letters, digits" },
        { "command", "model.fixed.settings[0].name", "\"seed\"", "and not fold_file, output, files, seed, data; 'seed' is not." },
        { "command", "model.fixed.settings[0].name -> space.parameters[0].name", "\"rate\"", "searched here and fixed under 'model'" },
        { "population", "model -> search.algorithm",
            """{"name":"own","fixed":{"settings":[]},"command":{"arguments":["own"],"folder":"/home/me"}}""",
            "a population hands weights from trial to trial" },
        { "explanation", "model -> explanation",
            """{"name":"own","fixed":{"settings":[]},"command":{"arguments":["own"],"folder":"/home/me"}}""",
            "networks of registered models are explained" },
        { "plain", "search", null, "missing" },
        { "plain", "search.algorithm", "\"baysian\"", "Did you mean 'bayesian'?" },
        { "plain", "search.trials", "0", "'trials' is a whole number from 1 to 1000000, not '0'." },
        { "plain", "search.trials", "1000001", "not '1000001'" },
        { "plain", "search.trials", "1000000",
            "more than 2000000 trainings, which a coordinator cannot hold: 'trials' is at most 200000." },
        { "plain", "search.parallel", "-1", "a whole number from 1 to 10000" },
        { "plain", "search.population", "4", "goes with algorithm: population" },
        { "population", "search.population", "1", "a whole number from 2 to 10000" },
        { "population", "search.population", null, "'population' is missing" },
        { "population", "search.pruning", """{"pruner":"median"}""", "leave the pruner out" },
        { "plain", "search.restarts", """{"of":4,"keep":[1],"atEpoch":[1]}""", "'restarts' goes with algorithm: restarts." },
        { "restarts", "search.restarts", null, "'restarts' is missing: how many draws (of)" },
        { "restarts", "search.restarts.of", "1", "a whole number from 2 to 100000" },
        { "restarts", "search.restarts.of -> space", "11", "an integer from 0 to 10 without conditions" },
        { "restarts", "search.restarts.keep", "[]", "has 1 to 20 items" },
        { "restarts", "search.restarts.keep", null, "missing" },
        { "restarts", "search.restarts.keep[0]", "0", "a whole number from 1" },
        { "restarts", "search.restarts.keep[0]", "10", "after 10 trials that is at most 9, not '10'." },
        { "restarts", "search.restarts.keep[1]", "5", "after 5 trials that is at most 4, not '5'." },
        { "restarts", "search.restarts.keep -> search.restarts.atEpoch", "[5]", "has an epoch for each number under 'keep': 1, not 2." },
        { "restarts", "search.restarts.atEpoch", null, "missing" },
        { "restarts", "search.restarts.atEpoch[0]", "0", "a whole number from 1" },
        { "restarts", "search.restarts.atEpoch[1]", "3", "after epoch 3, not at '3'." },
        { "restarts", "search.restarts.atEpoch[1]", "21", "the rung at epoch '21' lies beyond the 20 epochs of a fold." },
        { "restarts", "search.pruning", """{"pruner":"median"}""", "prune themselves; leave the pruner out" },
        { "restarts", "search.enqueued", """[{"settings":[{"name":"units","value":16},{"name":"restart","value":1}]}]""",
            "leave 'enqueued' out" },
        { "restarts", "space.parameters[1].low -> space", "1", "numbers the draws: restart or input_order" },
        { "restarts", "space.constraints", "[\"units * restart <= 100\"]", "no constraint speaks of 'restart'" },
        { "plain", "search.pruning.pruner", "\"foo\"", "unknown pruner 'foo'; allowed: median, threshold, hyperband, patience." },
        { "plain", "search.pruning.warmUpEpochs", "-1", "a whole number from 0" },
        { "plain", "search.pruning.startUpTrials", "0", "a whole number from 1" },
        { "plain", "search.pruning.percentile", "100", "a share in percent" },
        { "plain", "search.pruning.percentile", "\"NaN\"", "a share in percent" },
        { "plain", "search.pruning.firstRung", "0", "a whole number from 1" },
        { "plain", "search.pruning.reduction", "1", "a whole number from 2" },
        { "plain", "search.pruning.patience", "0", "a whole number from 1" },
        { "plain", "search.pruning.limit", "\"Infinity\"", "a finite score" },
        { "plain", "search.pruning.significance", "0", "a probability above 0 and at most 0.5" },
        { "plain", "search.pruning -> search.pruning.firstRung", """{"pruner":"hyperband","firstRung":21}""",
            "lies beyond the 20 epochs of a fold" },
        { "plain", "search.pruning -> search.pruning.reduction", """{"pruner":"hyperband","reduction":21}""",
            "'reduction' ('21') is more than the 20 epochs of a fold" },
        { "plain", "search.pruning -> search.pruning.patience", """{"pruner":"patience","patience":20}""", "no less than the 20 epochs" },
        { "plain", "search.pruning.warmUpEpochs", "20", "'warmUpEpochs' ('20') leaves none of the 20 epochs of a fold to judge" },
        { "plain", "stopping.epochs -> search.pruning.warmUpEpochs", "1", "leaves none of the 1 epochs" },
        { "plain", "search.pruning.limit", "1.5", "'limit' is a score of the objective, and accuracy lies between 0 and 1, not '1.5'." },
        { "plain", "search.stop.target", "95", "accuracy lies between 0 and 1, not '95'" },
        { "plain", "search.stop.noImprovement", "0", "a whole number from 1" },
        { "plain", "search.stop.target", "\"NaN\"", "a finite score" },
        { "plain", "search.stop.hours", "0", "a number of hours above 0" },
        { "plain", "search.stop.hours", "1e300", "at most 1000000" },
        { "plain", "search.enqueued[0]", null, "missing" },
        { "plain", "search.enqueued[0].settings -> search.enqueued[0]", "[]", "'rate' is missing" },
        { "plain", "search.elimination", """{"keep":[1],"method":"saliency"}""", "'elimination' goes with algorithm: elimination." },
        { "elimination", "search.elimination", null, "'elimination' is missing: what stays from round to round (keep)" },
        { "elimination", "search.elimination.keep", "[]", "has 1 to 200 items" },
        { "elimination", "search.elimination.keep", null, "missing" },
        { "elimination", "search.elimination.keep[0]", "0", "a share of the inputs below 1, or a number of inputs" },
        { "elimination", "search.elimination.keep[1]", "3.5", "neither a share below 1 nor a whole number of inputs" },
        { "elimination", "search.elimination.keep[2]", "10", "fewer inputs stay from round to round: after '10' not '10'." },
        { "elimination", "search.elimination.keep[2] -> space", "4", "the space of an elimination has the choices of 'inputs'" },
        { "elimination", "search.elimination.method", "\"salience\"", "Did you mean 'saliency'?" },
        { "elimination", "search.elimination.stopAfter", "0", "a whole number from 1 to 200" },
        { "elimination", "search.parallel", "2", "each round waits for the one before it" },
        { "elimination", "search.pruning -> search", """{"pruner":"median"}""", "an elimination has no pruner" },
        { "elimination", "search.enqueued", """[{"settings":[{"name":"inputs","value":"all"}]}]""", "follow each other" },
        { "plain", "search.enqueued[0].settings[0].name", "\"\"", "the name of a hyper-parameter" },
        { "plain", "search.enqueued[0].settings[0].value -> search.enqueued[0]", "5", "'5' is not a value of 'rate' in the space" },
        { "plain", "search.warmStart.sweep", "\"\"", "a text of 1 to 256 characters" },
        { "plain", "search.warmStart.trials", null, "missing" },
        { "plain", "search.warmStart.trials[0].configuration", null, "missing" },
        { "plain", "search.warmStart.trials[0].configuration", """{"settings":[]}""", "'rate' is missing" },
        { "plain", "search.warmStart.trials[0].configuration.settings[1].name", "\"rate\"", "'rate' stands here twice" },
        { "plain", "search.warmStart.trials[0].configuration.settings[1].value -> search.warmStart.trials[0].configuration", "17",
            "'17' is not a value of 'units'" },
        { "plain", "search.warmStart.trials[0].score", "\"NaN\"", "a finite score" },
        { "plain", "search.warmStart.trials[0].variance", "-1", "a finite variance of at least 0" },
        { "population", "search.warmStart", """{"sweep":"s-1","trials":[]}""",
            "does not learn from other trials; a warm start goes with bayesian" },
        { "plain", "space", null, "missing" },
        { "plain", "space.parameters", null, "missing" },
        { "population", "space.parameters", "[]", "has 1 to 200 items, not 0" },
        { "population", "space.parameters[0]", null, "missing" },
        { "population", "space.parameters[0].name", "\"rat\"", "unknown hyper-parameter 'rat' of net" },
        { "population", "space.parameters[0] -> space.parameters[0].name", """{"kind":"int","name":"units","low":1,"high":8}""",
            "changes the network's shape" },
        { "population", "space.parameters[0].name", "\"batch\"", "searched here and fixed under 'model'" },
        { "population", "space.parameters[0].name", null, "missing" },
        { "plain", "space.parameters[0].low", "0", "a logarithmic scale begins above 0; 'low' is 0." },
        { "plain", "space.parameters[0].low", "0.5", "'low' (0.5) lies above 'high' (0.1)." },
        { "plain", "space.parameters[0].low", "\"NaN\"", "a number from" },
        { "plain", "space.parameters[0].high", "\"Infinity\"", "a number from" },
        { "plain", "space.parameters[0].high", "2", "'rate' of net is a number from 1E-06 to 1, not '2'." },
        { "plain", "space.parameters[0].step", "0.01", "a logarithmic scale has no 'step'" },
        { "population", "space.parameters[0].step", "0", "a number above 0" },
        { "population", "space.parameters[0].step", "5", "'step' (5) is longer than the range" },
        { "population", "space.parameters[0].step", "1e-12", "less than a billionth" },
        { "plain", "space.parameters[1].step", "0", "a whole number from 1" },
        { "plain", "space.parameters[1].step", "241", "longer than the range from 16 to 256" },
        { "plain", "space.parameters[1].low", "-9007199254740993", "a whole number from" },
        { "plain", "space.parameters[1].high", "9223372036854775807", "a whole number from" },
        { "plain", "space.parameters[1].high", "8", "" },
        { "plain", "space.parameters[1].log -> space.parameters[1].step", "true", "a logarithmic scale has no 'step'" },
        { "plain", "space.parameters[2].choices", "[]", "has 1 to 1000 items" },
        { "plain", "space.parameters[2].choices", null, "missing" },
        { "plain", "space.parameters[2].choices[1]", "\"max\"", "the choice 'max' stands here twice" },
        { "plain", "space.parameters[2].choices[1]", "\"median\"", "'pooling' of net is one of max, mean, none, not 'median'." },
        { "plain", "space.parameters[2].choices[1]", null, "missing" },
        { "plain", "space.parameters[3].name", "\"units\"", "'units' stands here twice" },
        { "plain", "space.parameters[3].condition.parent", "\"poling\"",
            "unknown parameter 'poling' above 'layers'; allowed: rate, units, pooling. Did you mean 'pooling'?" },
        { "plain", "space.parameters[3].condition.parent", "\"layers\"", "'layers' cannot depend on itself." },
        { "plain", "space.parameters[1].condition -> space.parameters[1].condition.parent", """{"parent":"layers","values":[1]}""",
            "Move 'layers' up." },
        { "plain", "space.parameters[3].condition.values", "[]", "values of the parameter" },
        { "plain", "space.parameters[3].condition.values[0]", "\"median\"", "'pooling' never is 'median'; it is one of max, mean." },
        { "plain", "space.parameters[3].condition -> space.parameters[3].condition.parent", """{"parent":"rate","values":[0.01]}""",
            "'rate' has endlessly many values" },
        { "plain", "space.parameters[1] -> space.parameters[1].choices[1]",
            """{"kind":"categorical","name":"units","choices":["32","32.0","64"]}""",
            "'32.0' stands here twice: it is the same number as '32'" },
        { "plain", "space.constraints[0]", null, "missing" },
        { "plain", "space.constraints[0]", "\"unit <= 512\"", "unknown parameter 'unit' in a constraint" },
        { "plain", "space.constraints[0] -> space.constraints", "\"units < 1\"", "no configuration meets all of these" },
        { "plain", "artifacts.best", "-1", "'best' is a whole number from 0 to 1000000" },
        { "plain", "crossValidation", null, "missing" },
        { "plain", "crossValidation.folds", "1", "a whole number from 2 to 10000" },
        { "plain", "crossValidation.testFraction", "1", "at least 0 and below 1" },
        { "plain", "crossValidation.testFraction", "\"NaN\"", "at least 0 and below 1" },
        { "plain", "crossValidation.testRows", "7", "one of random, last" },
        { "plain", "crossValidation.repeats", "0", "a whole number from 1 to 1000" },
        { "nested", "crossValidation.repeats", "2", "a nested cross-validation is not repeated" },
        { "nested", "crossValidation.testFraction", "0.1", "the outer folds of a nested cross-validation are its test sets" },
        { "nested", "data.test", """{"path":"/data/test.csv"}""", "the outer folds of a nested cross-validation are its test sets" },
        { "nested", "crossValidation.nested.inner", "1", "a whole number from 2" },
        { "nested", "crossValidation.nested.outer", "5", "at least 0 and below 'folds', not '5'" },
        { "nested", "crossValidation.nested.series", null, "missing" },
        { "nested", "crossValidation.nested.series", "\"\"", "a text of 1 to 64 characters" },
        { "plain", "crossValidation.leakage", "9", "one of report, refuse, group" },
        { "plain", "crossValidation.differences", "-1", "a whole number from 0" },
        { "test file", "crossValidation.testFraction", "0.1", "the test rows are those of a file" },
        { "plain", "objective", null, "missing" },
        { "plain", "objective.metric", "\"acuracy\"", "Did you mean 'accuracy'?" },
        { "plain", "objective.metric", "\"parameters\"", "put it second" },
        { "plain", "objective.direction", "\"minimize\"", "its direction is maximize" },
        { "plain", "objective.direction", "5", "one of minimize, maximize" },
        { "several", "furtherObjectives[0]", null, "missing" },
        { "several", "furtherObjectives[0].metric", "\"paramters\"", "Did you mean 'parameters'?" },
        { "several", "furtherObjectives[0] -> furtherObjectives[0]", """{"metric":"accuracy","direction":"maximize"}""",
            "'accuracy' is an objective already." },
        { "several", "furtherObjectives[0].direction", "\"maximize\"", "its direction is minimize" },
        { "several", "search.algorithm", "\"bayesian\"", "with several choose one of grid." },
        { "several", "search.pruning -> search.pruning.pruner", """{"pruner":"median"}""", "leave the pruner out, or use threshold" },
        { "several", "search.stop -> search.stop.target", """{"target":0.5}""", "a single objective" },
        { "several", "search.stop -> search.stop.littleToGain", """{"littleToGain":true}""", "a single objective" },
        { "several", "space.parameters[0] -> space.parameters[0].name", """{"kind":"float","name":"rate","low":0.001,"high":0.1}""",
            "endlessly many values, which no grid can hold: give it a 'step'" },
        { "several", "space.parameters[0] -> space.parameters[0].kind", """{"kind":"float","name":"units","low":1,"high":10,"step":1}""",
            "its kind is int" },
        { "several", "space.parameters[0] -> space.parameters[0].kind", """{"kind":"int","name":"pooling","low":1,"high":10}""",
            "its kind is categorical" },
        { "plain", "stopping", null, "missing" },
        { "plain", "stopping.epochs", "0", "a whole number from 1 to 1000000" },
        { "plain", "stopping.patience", "0", "a whole number from 1" },
        { "plain", "stopping.minDelta", "-0.1", "a number of at least 0" },
        { "plain", "stopping.minDelta", "\"Infinity\"", "a number of at least 0" },
        { "plain", "resources", null, "missing" },
        { "plain", "resources.device", "\"gpu\"", "unknown device 'gpu'; allowed: auto, cpu, cuda." },
        { "plain", "resources.slots", "0", "a whole number from 1 to 1024" },
        { "plain", "resources.retries", "-1", "a whole number from 0 to 1000" },
        { "plain", "resources.priority", "1001", "a whole number from -1000 to 1000" },
        { "plain", "resources.weight", "0", "a number from 0.001 to 1000" },
        { "plain", "resources.weight", "\"NaN\"", "a number from 0.001 to 1000" },
        { "plain", "resources.maxSlots", "0", "a whole number from 1 to 1000000" },
        { "plain", "resources.stallMinutes", "0", "a number of minutes from 0.01 to 100000" },
        { "plug-in", "plugins[0]", null, "missing" },
        { "plug-in", "plugins[0].name", "\"\"", "a text of 1 to 256 characters" },
        { "plug-in", "plugins[0].name", "\"../net\"", "the name of an assembly" },
        { "plug-in", "plugins[0].name -> plugins[0]", "\"nets\"", "there is no plug-in 'nets' here" },
        { "plug-in", "plugins[0].folder", "\"\"", "a text of 1 to 4096 characters" },
        { "plug-in", "plugins[0].files", "[]", "items" },
        { "plug-in", "plugins[0].files", null, "missing" },
        { "plug-in", "plugins[0].files[0]", null, "missing" },
        { "plug-in", "plugins[0].files[0].name -> plugins[0].files[0]", "\"../net.dll\"", "a file by its relative name" },
        { "plug-in", "plugins[0].files[0].sha256 -> plugins[0].files[0]", "\"abc\"", "its SHA-256" },
        { "plug-in", "plugins[0].files[0].length -> plugins[0].files[0]", "-1", "its length in bytes" },
        { "plain", "resources.nodeLabels[0]", null, "missing" },
        { "plain", "resources.nodeLabels[0].key", "\"a=b\"", "holds no '='" },
        { "plain", "resources.nodeLabels[0].value", null, "missing" },
        { "explanation", "explanation.sweep.value -> explanation.sweep", "\"../up\"", "'../up' is no sweep: a name is lower-case letters" },
        { "explanation", "explanation.trials", "[]", "has 1 to 1000 items" },
        { "explanation", "explanation.trials[0].number", "-1", "a trial's number, from 0" },
        { "explanation", "explanation.trials[0].number -> space.parameters[0].choices[0]", "4", "'3' is none of the explained trials" },
        { "explanation", "explanation.trials[1].parent", "-1", "a trial's number, from 0" },
        { "explanation", "explanation.trials[0].score", "\"NaN\"", "a finite score" },
        { "explanation", "explanation.trials[0].configuration.settings[0].name", "\"\"", "the name of a hyper-parameter" },
        { "explanation", "explanation.trials[0].configuration.settings[0].value", $"\"{new string('x', 300)}\"", "value" },
        { "explanation", "explanation.options.settings[0].name", "\"\"", "the name of a hyper-parameter" },
        { "explanation", "explanation.options.settings[0].value", $"\"{new string('x', 300)}\"", "value" },
        { "paired", "explanation.paired[0].output", "null", "is missing" },
        { "paired", "explanation.paired[0].inputs", "[3]", "has 2 to 1000 items" },
        { "paired", "explanation.paired[0].inputs[1]", "-1", "an input's number" },
        { "paired", "explanation.paired", "[]", "has 1 to 1000 items" },
        { "paired", "explanation.permuted -> explanation.paired", "[\"saliency\"]", "'permuted' is left out" },
        { "paired", "space.parameters[0].choices[0]", "\"5\"", "'5' is none of the explained trials" },
        { "permuted", "explanation.permuted[0]", "\"salience\"", "Did you mean 'saliency'?" },
        { "permuted", "explanation.permuted", "[]", "has 1 to 1000 items" },
        { "permuted", "explanation.trials[0].parent", "2", "is not trained anew on permuted targets" },
        { "permuted", "space.parameters[0].choices[0]", "\"5\"", "'5' is none of the explained trials" },
        { "permuted", "space.parameters[1].low -> space", "0", "the space of permuted runs has the choices of 'trial'" },
        { "explanation", "search.algorithm", "\"bayesian\"", "its algorithm is grid" },
        { "explanation", "search.stop -> search", "{\"noImprovement\":3}", "an explanation has no pruner, stop" },
        { "explanation", "space.parameters[1].choices[0]", "\"salience\"", "unknown method 'salience'; allowed: saliency, occlusion" },
        { "explanation", "space.parameters[1].name -> space", "\"methods\"", "the space of an explanation has the choices of 'trial'" },
    };

    [Theory]
    [MemberData(nameof(KindNames))]
    public void What_is_right_has_no_problem(string kind) => Validator.Problems(Kinds[kind]).ShouldBeEmpty();

    [Theory]
    [MemberData(nameof(Cases))]
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
        var broken = Cases.Select(c => General(((string)c[1]).Split(" -> ")[0])).ToHashSet();
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
