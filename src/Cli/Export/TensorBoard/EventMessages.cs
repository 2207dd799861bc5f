using Google.Protobuf;

namespace Orchestrator.Cli.Export.TensorBoard;

/// <summary>The messages of TensorFlow's event files, of which few fields are needed: <c>Event</c>, <c>Summary</c>.</summary>
/// <remarks>Numbers of fields from <c>tensorboard/compat/proto/event.proto</c>, <c>summary.proto</c> and <c>tensor.proto</c>.</remarks>
internal static class EventMessages
{
    /// <summary>The first event of a file.</summary>
    public static Action<CodedOutputStream> FileVersion(DateTimeOffset at) => output =>
    {
        output.Double(1, Seconds(at));
        output.Text(3, "brain.Event:2");
    };

    /// <summary>A value of a metric.</summary>
    /// <param name="tag">The metric.</param>
    /// <param name="step">The epoch.</param>
    /// <param name="value">Is kept in single precision.</param>
    /// <param name="at">When.</param>
    public static Action<CodedOutputStream> Scalar(string tag, long step, double value, DateTimeOffset at) => output =>
    {
        output.Double(1, Seconds(at));
        output.Whole(2, step);
        output.Message(5, summary => summary.Message(1, one =>
        {
            one.Text(1, tag);
            one.Single(2, (float)value);
        }));
    };

    /// <summary>Something that TensorBoard hands to one of its plugins.</summary>
    /// <param name="tag">What the plugin calls it.</param>
    /// <param name="plugin">Its name.</param>
    /// <param name="content">A message of the plugin's.</param>
    /// <param name="at">When.</param>
    public static Action<CodedOutputStream> ForPlugin(string tag, string plugin, Action<CodedOutputStream> content, DateTimeOffset at) =>
        output =>
        {
            output.Double(1, Seconds(at));
            output.Message(5, summary => summary.Message(1, one =>
            {
                one.Text(1, tag);
                one.Message(8, Nothing);
                one.Message(9, metadata => metadata.Message(1, data =>
                {
                    data.Text(1, plugin);
                    data.Message(2, content);
                }));
            }));
        };

    /// <summary>As protocol buffers of TensorBoard count time: seconds since 1970.</summary>
    public static double Seconds(DateTimeOffset at) => (at - DateTimeOffset.UnixEpoch).TotalSeconds;

    // A summary has a tensor, also one that only its metadata means: one zero in single precision.
    private static void Nothing(CodedOutputStream tensor)
    {
        const int Float = 1;
        tensor.Whole(1, Float);
        tensor.Message(2, shape => shape.Message(2, dimension => dimension.Whole(1, 1)));
        tensor.Message(5, values => values.WriteFloat(0));
    }
}
