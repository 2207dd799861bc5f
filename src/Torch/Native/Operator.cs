using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text;
using Orchestrator.Torch.Randomness;
using Orchestrator.Torch.Runtime;
using Orchestrator.Torch.Tensors;

namespace Orchestrator.Torch.Native;

/// <summary>Any ATen operator, by schema name and overload, called through the dispatcher. Looked up at the first call.</summary>
/// <param name="name">Such as <c>aten::add</c>.</param>
/// <param name="overload">Such as <c>Tensor</c>; empty for the only one.</param>
/// <remarks>
/// Arguments are positional, in the order of the operator's schema; those at the end that are not given take the schema's defaults.
/// Results are new tensors and belong to the innermost <see cref="Scope"/>.
/// </remarks>
public sealed unsafe class Operator(string name, string overload = "")
{
    private nint handle;

    /// <summary>Schema name and overload, as libtorch writes them.</summary>
    public string Name { get; } = overload.Length == 0 ? name : $"{name}.{overload}";

    /// <summary>Calls an operator that returns a tensor.</summary>
    /// <exception cref="TorchException">libtorch refuses; the message names the operator and the arguments' shapes.</exception>
    public Tensor Call(params ReadOnlySpan<Value> arguments)
    {
        NativeValue result;
        Invoke(arguments, &result, 1);
        return new Tensor((nint)result.Bits);
    }

    /// <summary>Calls an operator that returns two tensors.</summary>
    /// <inheritdoc cref="Call"/>
    public (Tensor First, Tensor Second) CallForTwo(params ReadOnlySpan<Value> arguments)
    {
        var results = stackalloc NativeValue[2];
        Invoke(arguments, results, 2);
        return (new Tensor((nint)results[0].Bits), new Tensor((nint)results[1].Bits));
    }

    /// <summary>Calls an operator that returns three tensors.</summary>
    /// <inheritdoc cref="Call"/>
    public (Tensor First, Tensor Second, Tensor Third) CallForThree(params ReadOnlySpan<Value> arguments)
    {
        var results = stackalloc NativeValue[3];
        Invoke(arguments, results, 3);
        return (new Tensor((nint)results[0].Bits), new Tensor((nint)results[1].Bits), new Tensor((nint)results[2].Bits));
    }

    /// <summary>Calls an operator that returns a list of tensors.</summary>
    /// <param name="count">How many there will be.</param>
    /// <param name="arguments">As for <see cref="Call"/>.</param>
    /// <inheritdoc cref="Call"/>
    public Tensor[] CallForMany(int count, params ReadOnlySpan<Value> arguments)
    {
        var results = new NativeValue[count];
        fixed (NativeValue* first = results) Invoke(arguments, first, count);
        return Array.ConvertAll(results, result => new Tensor((nint)result.Bits));
    }

    /// <summary>Calls an operator that changes its first argument in place.</summary>
    /// <inheritdoc cref="Call"/>
    public void CallInPlace(params ReadOnlySpan<Value> arguments)
    {
        NativeValue result;
        // The operator returns its first argument once more: a second handle that nobody wants.
        if (Invoke(arguments, &result, 1) > 0 && result.Tag == Tag.Tensor) Shim.ot_free((nint*)&result.Bits, 1);
    }

    private int Invoke(ReadOnlySpan<Value> arguments, NativeValue* results, int capacity)
    {
        if (handle == 0) handle = Lookup();
        var packed = stackalloc NativeValue[arguments.Length];
        const int InlineWords = 96;
        var words = stackalloc long[InlineWords];
        var used = 0;
        List<GCHandle>? pinned = null;
        try
        {
            for (var i = 0; i < arguments.Length; i++)
            {
                packed[i].Tag = arguments[i].Tag;
                packed[i].Bits = arguments[i].Bits;
                switch (arguments[i].Reference)
                {
                    case null: break;
                    case Tensor tensor: packed[i].Bits = tensor.Handle; break;
                    case Generator generator: packed[i].Bits = generator.Handle; break;
                    case string text: PackText(text, ref packed[i], ref pinned); break;
                    case long[] numbers when used + numbers.Length <= InlineWords:
                        numbers.CopyTo(new Span<long>(words + used, numbers.Length));
                        (packed[i].Bits, packed[i].Length) = ((nint)(words + used), numbers.Length);
                        used += numbers.Length;
                        break;
                    case long[] numbers: Pin(numbers, numbers.Length, ref packed[i], ref pinned); break;
                    case Tensor[] tensors: Pin(Array.ConvertAll(tensors, t => t.Handle), tensors.Length, ref packed[i], ref pinned); break;
                }
            }
            var count = Shim.ot_call(handle, packed, arguments.Length, results, capacity);
            KeepAlive(arguments);
            return count >= 0 ? count : throw TorchException.Last(Name, ShapesOf(arguments));
        }
        finally
        {
            if (pinned is not null) foreach (var pin in pinned) pin.Free();
        }
    }

    private nint Lookup()
    {
        var found = Shim.ot_operator(name, overload);
        return found != 0 ? found : throw TorchException.Last(Name, []);
    }

    private static void PackText(string text, ref NativeValue value, ref List<GCHandle>? pinned)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        Pin(bytes, bytes.Length, ref value, ref pinned);
    }

    private static void Pin(Array items, int length, ref NativeValue value, ref List<GCHandle>? pinned)
    {
        var pin = GCHandle.Alloc(items, GCHandleType.Pinned);
        (pinned ??= []).Add(pin);
        (value.Bits, value.Length) = (pin.AddrOfPinnedObject(), length);
    }

    private static List<string> ShapesOf(ReadOnlySpan<Value> arguments)
    {
        var shapes = new List<string>();
        foreach (var argument in arguments)
        {
            if (argument.Reference is Tensor tensor) shapes.Add(tensor.ToString());
            else if (argument.Reference is Tensor[] tensors) shapes.AddRange(tensors.Select(t => t.ToString()));
        }
        return shapes;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void KeepAlive(ReadOnlySpan<Value> _)
    {
        // The span keeps the arguments reachable until the native call has returned.
    }
}
