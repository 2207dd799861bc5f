namespace Orchestrator.Torch.Tensors;

/// <summary>Type of a tensor's elements; the numbers are libtorch's.</summary>
public enum DType
{
    /// <summary>8 bits, 0 .. 255.</summary>
    UInt8 = 0,

    /// <summary>8 bits, signed.</summary>
    Int8 = 1,

    /// <summary>16 bits, signed.</summary>
    Int16 = 2,

    /// <summary>32 bits, signed.</summary>
    Int32 = 3,

    /// <summary>64 bits, signed.</summary>
    Int64 = 4,

    /// <summary>IEEE half.</summary>
    Float16 = 5,

    /// <summary>IEEE single.</summary>
    Float32 = 6,

    /// <summary>IEEE double.</summary>
    Float64 = 7,

    /// <summary>Truth values, a byte each.</summary>
    Bool = 11,

    /// <summary>The upper half of a single.</summary>
    BFloat16 = 15,
}
