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
