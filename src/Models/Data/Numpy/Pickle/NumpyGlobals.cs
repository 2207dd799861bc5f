using System.Text;

namespace Orchestrator.Models.Data.Numpy.Pickle;

/// <summary>
/// The names that a pickle of NumPy data may mention, each with a meaning of our own: nothing is looked up in any library, so a
/// pickle can build arrays and nothing else.
/// </summary>
internal static class NumpyGlobals
{
    private static readonly Dictionary<string, object> Known = new()
    {
        ["numpy ndarray"] = "ndarray",
        ["numpy dtype"] = (Func<object?[], object?>)(arguments => new PickledType(Python2Text.TextOf(arguments[0]))),
        ["multiarray _reconstruct"] = (Func<object?[], object?>)(_ => new PickledArray()),
        ["multiarray scalar"] = (Func<object?[], object?>)(arguments => PickledArray.Scalar((PickledType)arguments[0]!, arguments[1])),
        ["numeric _frombuffer"] = (Func<object?[], object?>)PickledArray.FromBuffer,
        // how Python 3 writes bytes for Python 2
        ["_codecs encode"] = (Func<object?[], object?>)(arguments => Encoding.Latin1.GetBytes((string)arguments[0]!)),
    };

    /// <summary>The meaning of a name.</summary>
    /// <exception cref="InvalidDataException">The name is not one of NumPy's constructors.</exception>
    public static object Find(string module, string name, int at)
    {
        var family = module switch
        {
            "numpy.core.multiarray" or "numpy._core.multiarray" => "multiarray",
            "numpy.core.numeric" or "numpy._core.numeric" => "numeric",
            _ => module,
        };
        return Known.TryGetValue($"{family} {name}", out var meaning)
            ? meaning
            : throw new InvalidDataException(
                $"the pickle asks for '{module}.{name}' at byte {at}, which is not plain NumPy data and is not run");
    }

    /// <summary>Gives an array or a type the state that follows its construction.</summary>
    public static void Build(object? state, object? target)
    {
        switch (target)
        {
            case PickledArray array: array.Build((object?[])state!); break;
            case PickledType type: type.Build((object?[])state!); break;
            default: throw new InvalidDataException("the pickle gives a state to something that is not a NumPy array");
        }
    }

    /// <summary>The value itself; an array or a text of Python 2 in its final form.</summary>
    public static object? Finished(object? value) => value switch
    {
        PickledArray array => array.Finish(),
        Python2Text text => text.ToString(),
        _ => value,
    };
}
