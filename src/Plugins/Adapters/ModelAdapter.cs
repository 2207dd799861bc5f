using System.Runtime.InteropServices;
using Orchestrator.Contracts.SearchSpaces;
using Orchestrator.Contracts.Validation;
using Orchestrator.Models.Catalog;
using Orchestrator.Sdk;
using static TorchSharp.torch;
using InputKind = Orchestrator.Models.Catalog.InputKind;
using Setting = Orchestrator.Sdk.Setting;
using TaskKind = Orchestrator.Models.Data.TaskKind;

namespace Orchestrator.Plugins.Adapters;

/// <summary>A plug-in's model as one of the catalogue.</summary>
/// <param name="model">The plug-in's.</param>
/// <param name="who">Model and plug-in, for messages.</param>
internal sealed class ModelAdapter(IModel model, string who)
{
    /// <summary>What a sweep file may say about it.</summary>
    /// <exception cref="UserError">It says something of itself that makes no sense.</exception>
    public static ModelDescription Describe(IModel model)
    {
        HyperParameter[] own = [.. model.Settings.Select(HyperParameterOf)];
        HyperParameter[] training = [.. TrainingHyperParameters.With(model.Training.LearningRate, model.Training.BatchSize)];
        if (own.Concat(training).GroupBy(one => one.Name).FirstOrDefault(group => group.Count() > 1) is { } twice)
        {
            throw new UserError($"The model '{model.Name}' has the setting '{twice.Key}' twice"
                + $"{(training.Any(one => one.Name == twice.Key) ? ", since training has it: give it another name" : "")}.");
        }

        return new(PartNames.Checked(model.Name), model.Summary, KindOf(model.Input),
            [.. model.Tasks.Select(task => Enum.Parse<TaskKind>(task.ToString()))], [.. own, .. training], new SearchSpace(
            [
                .. model.Settings.Where(setting => setting.Range is not null).Select(Searched),
                new FloatParameter(TrainingHyperParameters.LearningRate, Math.Max(1e-8, model.Training.LearningRate / 10),
                    Math.Min(10, model.Training.LearningRate * 10), Log: true),
            ]));
    }

    /// <summary>See <see cref="IModel.Create"/>.</summary>
    /// <exception cref="DataMismatchException">The rows do not fit it.</exception>
    /// <exception cref="PluginFailedException">It threw.</exception>
    public nn.Module<Tensor, Tensor> Create(ModelSettings settings, DataShape shape)
    {
        var values = model.Settings.ToDictionary(
            own => own.Name, own => own.Choices is null ? settings.Real(own.Name) : (object)settings.Choice(own.Name));
        try
        {
            return model.Create(new SettingValues(values),
                new RowShape([.. shape.Row], shape.Padded, Enum.Parse<Sdk.TaskKind>(shape.Task.ToString()), shape.Outputs))
                ?? throw new PluginFailedException(who, "gave no network.");
        }
        catch (ArgumentException refusal)
        {
            throw new DataMismatchException($"{who} does not fit the data: {refusal.Message}");
        }
        catch (Exception e) when (e is not (PluginFailedException or OutOfMemoryException or ExternalException))
        {
            throw PluginFailedException.Of(who, e);
        }
    }

    private static InputKind KindOf(Sdk.InputKind kind) => kind == Sdk.InputKind.Sequence ? InputKind.Sequence : InputKind.Numbers;

    private static HyperParameter HyperParameterOf(Setting setting) => setting switch
    {
        { Choices: { Count: > 0 } choices } => HyperParameter.Choice(setting.Name, setting.Summary, [.. choices]),
        { Choices: null, IsWhole: true } =>
            HyperParameter.Integer(setting.Name, (long)setting.Default, (long)setting.Low, (long)setting.High, setting.Summary),
        { Choices: null } => HyperParameter.Real(setting.Name, setting.Default, setting.Low, setting.High, setting.Summary),
        _ => throw new UserError($"The setting '{setting.Name}' has no choice."),
    } is var parameter && setting.Low <= setting.High && parameter.Allows(parameter.Default) ? parameter
        : throw new UserError($"The default of the setting '{setting.Name}' lies outside its range.");

    private static Parameter Searched(Setting setting) => setting switch
    {
        { Choices: { } choices } => new CategoricalParameter(setting.Name, [.. choices]),
        { IsWhole: true } =>
            new IntParameter(setting.Name, (long)setting.Range!.Low, (long)setting.Range.High, Log: setting.Range.Log),
        _ => new FloatParameter(setting.Name, setting.Range!.Low, setting.Range.High, setting.Range.Log),
    };
}
