namespace Orchestrator.Models.Data.Numpy.Pickle;

/// <summary>A NumPy element type on its way out of a pickle: first its name, then its byte order.</summary>
internal sealed class PickledType(string name)
{
    private string order = "|";

    /// <summary>The type.</summary>
    /// <exception cref="InvalidDataException">Elements of that type are not read.</exception>
    public NpyType Type => NpyType.Parse(order + name);

    /// <summary>Takes the state (version, byte order, sub-array, names, fields, ...).</summary>
    public void Build(object?[] state)
    {
        if (state.Length > 4 && (state[2] ?? state[3] ?? state[4]) is not null)
        {
            throw new InvalidDataException("it holds records of several fields, which are not read");
        }

        order = Python2Text.TextOf(state[1]);
    }
}
