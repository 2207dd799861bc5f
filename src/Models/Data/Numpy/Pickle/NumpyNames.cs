namespace Orchestrator.Models.Data.Numpy.Pickle;

/// <summary>The names of NumPy's data; nothing of it lies outside of the pickle.</summary>
internal sealed class NumpyNames : IPickleNames
{
    /// <summary>The one there is: it holds no state.</summary>
    public static NumpyNames Instance { get; } = new();

    public object Find(string module, string name, int at) => NumpyGlobals.Find(module, name, at);

    public void Build(object? state, object? target) => NumpyGlobals.Build(state, target);

    public object? Load(object? identifier, int at) => throw new InvalidDataException($"opcode 0x51 at byte {at} is not plain data");
}

/// <summary>What a pickle of one library may name, each name with a meaning of our own: nothing is looked up in any library.</summary>
internal interface IPickleNames
{
    /// <summary>The meaning of a name: a function that can be called, or a value.</summary>
    /// <exception cref="InvalidDataException">The name is not known here.</exception>
    object Find(string module, string name, int at);

    /// <summary>Gives an object the state that follows its construction.</summary>
    /// <exception cref="InvalidDataException">It takes none.</exception>
    void Build(object? state, object? target);

    /// <summary>What lies outside of the pickle under an identifier.</summary>
    /// <exception cref="InvalidDataException">There is no such thing.</exception>
    object? Load(object? identifier, int at);
}
