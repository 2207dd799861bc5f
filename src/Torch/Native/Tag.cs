namespace Orchestrator.Torch.Native;

/// <summary>Kinds of a <see cref="NativeValue"/>; the numbers are the shim's.</summary>
internal enum Tag
{
    None = 0,
    Tensor = 1,
    Int = 2,
    Double = 3,
    Bool = 4,
    IntList = 5,
    TensorList = 6,
    String = 7,
    Generator = 8,
    Device = 9,
    DoubleList = 10,
}
