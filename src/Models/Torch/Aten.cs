using System.Runtime.InteropServices;
using static TorchSharp.torch;

namespace Orchestrator.Models.Torch;

/// <summary>
/// Any ATen operator by name, recorded by autograd, through libtorch's stable C interface (torch/csrc/stable/c/shim.h): for what TorchSharp
/// does not offer, such as recurrent layers with weights of one's own and fused optimizers. A call costs about a microsecond.
/// </summary>
internal static unsafe class Aten
{
    private static readonly delegate* unmanaged<byte*, byte*, ulong*, int> Dispatch =
        (delegate* unmanaged<byte*, byte*, ulong*, int>)TorchRuntime.Export("aoti_torch_call_dispatcher");

    private static readonly delegate* unmanaged<nint, nint*, int> NewReference =
        (delegate* unmanaged<nint, nint*, int>)TorchRuntime.Export("aoti_torch_new_tensor_handle");

    private static readonly delegate* unmanaged<nuint, nint*, int> NewList =
        (delegate* unmanaged<nuint, nint*, int>)TorchRuntime.Export("torch_new_list_reserve_size");

    private static readonly delegate* unmanaged<nint, ulong, int> Append =
        (delegate* unmanaged<nint, ulong, int>)TorchRuntime.Export("torch_list_push_back");

    /// <summary>Calls an operator.</summary>
    /// <param name="name">Such as <c>"aten::lstm"u8</c>.</param>
    /// <param name="overload">Such as <c>"input"u8</c>; <c>""u8</c> for the only one.</param>
    /// <param name="results">Tensors that it returns.</param>
    /// <param name="arguments">All of the schema's arguments, in its order.</param>
    /// <returns>New tensors of the current scope.</returns>
    /// <exception cref="TorchException">libtorch refused; it has printed why to the standard error.</exception>
    public static Tensor[] Call(ReadOnlySpan<byte> name, ReadOnlySpan<byte> overload, int results,
        params ReadOnlySpan<AtenArgument> arguments)
    {
        var stack = stackalloc ulong[Math.Max(arguments.Length, results)];
        for (var i = 0; i < arguments.Length; i++)
        {
            stack[i] = Pack(arguments[i]);
        }

        // A literal's zero byte ends it; 'fixed' on an empty span would give null.
        fixed (byte* nameStart = &MemoryMarshal.GetReference(name), overloadStart = &MemoryMarshal.GetReference(overload))
        {
            Check(Dispatch(nameStart, overloadStart, stack), name);
        }

        var tensors = new Tensor[results];
        for (var i = 0; i < results; i++)
        {
            tensors[i] = Tensor.UnsafeCreateTensor((nint)stack[i]);
        }

        return tensors;
    }

    // The call takes over what is packed.
    private static ulong Pack(in AtenArgument argument)
    {
        if (argument.Tensor is { } tensor)
        {
            return Reference(tensor);
        }

        if (argument.List is not { } tensors)
        {
            return argument.Bits;
        }

        nint list;
        Check(NewList((nuint)tensors.Count, &list), "torch_new_list"u8);
        foreach (var item in tensors)
        {
            Check(Append(list, Reference(item)), "torch_list_push_back"u8);
        }

        return (ulong)list;
    }

    private static ulong Reference(Tensor tensor)
    {
        nint reference;
        Check(NewReference(tensor.Handle, &reference), "aoti_torch_new_tensor_handle"u8);
        return (ulong)reference;
    }

    private static void Check(int code, ReadOnlySpan<byte> doing)
    {
        if (code != 0)
        {
            throw new TorchException(
                $"libtorch refused {System.Text.Encoding.UTF8.GetString(doing)}; the reason is on the standard error.");
        }
    }
}
