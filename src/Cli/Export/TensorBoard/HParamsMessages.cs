using Google.Protobuf;
using Orchestrator.Contracts.SearchSpaces;
using Orchestrator.Contracts.Trials;
using Orchestrator.Sweeps;

namespace Orchestrator.Cli.Export.TensorBoard;

/// <summary>What TensorBoard's plugin for hyper-parameters is told: what is searched and measured, and each trial's
/// configuration.</summary>
/// <remarks>Numbers of fields from <c>tensorboard/plugins/hparams/api.proto</c> and <c>plugin_data.proto</c>.</remarks>
internal static class HParamsMessages
{
    /// <summary>The plugin's name.</summary>
    public const string Plugin = "hparams";

    /// <summary>Tag of <see cref="Experiment"/>, in the uppermost folder.</summary>
    public const string ExperimentTag = "_hparams_/experiment";

    /// <summary>Tag of <see cref="Beginning"/>, in a trial's folder.</summary>
    public const string BeginningTag = "_hparams_/session_start_info";

    /// <summary>Tag of <see cref="End"/>, in a trial's folder.</summary>
    public const string EndTag = "_hparams_/session_end_info";

    private enum DataType
    {
        Text = 1,
        Number = 3,
    }

    private enum Status
    {
        Unknown = 0,
        Success = 1,
        Failure = 2,
        Running = 3,
    }

    /// <summary>The space and the objectives.</summary>
    public static Action<CodedOutputStream> Experiment(SweepState state) => output =>
    {
        output.Whole(1, 0); // version of the data
        output.Message(2, experiment =>
        {
            experiment.Text(6, state.Id.Value);
            experiment.Double(3, EventMessages.Seconds(state.StartedAt));
            foreach (var parameter in state.Definition.Space.Parameters)
            {
                experiment.Message(4, info => Describe(info, parameter));
            }

            foreach (var objective in state.Definition.Objectives)
            {
                experiment.Message(5, info => info.Message(1, name => name.Text(2, objective.Metric)));
            }
        });
    };

    /// <summary>A trial's configuration.</summary>
    public static Action<CodedOutputStream> Beginning(TrialState trial, DateTimeOffset at) => output => output.Message(3, session =>
    {
        foreach (var setting in trial.Configuration.Settings)
        {
            session.Message(1, entry =>
            {
                entry.Text(1, setting.Name);
                entry.Message(2, value => Write(value, setting.Value));
            });
        }

        session.Double(5, EventMessages.Seconds(at));
    });

    /// <summary>How a trial ended. One that was pruned neither succeeded nor failed.</summary>
    public static Action<CodedOutputStream> End(TrialState trial, DateTimeOffset at) => output => output.Message(4, session =>
    {
        session.Whole(1, (int)(trial.Status switch
        {
            WorkStatus.Completed => Status.Success,
            WorkStatus.Failed => Status.Failure,
            WorkStatus.Pruned => Status.Unknown,
            _ => Status.Running,
        }));
        session.Double(2, EventMessages.Seconds(at));
    });

    private static void Describe(CodedOutputStream info, Parameter parameter)
    {
        info.Text(1, parameter.Name);
        info.Whole(4, (int)(parameter is CategoricalParameter ? DataType.Text : DataType.Number));
        switch (parameter)
        {
            case CategoricalParameter choice:
                info.Message(5, list =>
                {
                    foreach (var one in choice.Choices)
                    {
                        list.Message(1, value => Write(value, ParameterValue.Of(one)));
                    }
                });
                break;
            case FloatParameter real: info.Message(6, range => Write(range, real.Low, real.High)); break;
            case IntParameter whole: info.Message(6, range => Write(range, whole.Low, whole.High)); break;
        }
    }

    private static void Write(CodedOutputStream interval, double low, double high)
    {
        interval.Double(1, low);
        interval.Double(2, high);
    }

    // google.protobuf.Value
    private static void Write(CodedOutputStream output, ParameterValue value)
    {
        if (value.IsText)
        {
            output.Text(3, value.Text!);
        }
        else
        {
            output.Double(2, value.Number);
        }
    }
}
