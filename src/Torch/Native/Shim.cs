using System.Runtime.InteropServices;

namespace Orchestrator.Torch.Native;

/// <summary>The functions of <c>liborchestrator_torch.so</c>; see native/*.cpp for what each does.</summary>
internal static unsafe partial class Shim
{
    internal const string Library = "orchestrator_torch";

    static Shim() => ShimLoader.Register();

    [LibraryImport(Library)] internal static partial nint ot_last_error();

    [LibraryImport(Library)] internal static partial nint ot_version();

    [LibraryImport(Library)] internal static partial long ot_live_handles();

    [LibraryImport(Library)] internal static partial int ot_threads();

    [LibraryImport(Library)] internal static partial int ot_set_threads(int count);

    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)] internal static partial nint ot_operator(string name, string overload);

    [LibraryImport(Library)] internal static partial int ot_call(nint callee, NativeValue* arguments, int count, NativeValue* results, int capacity);

    [LibraryImport(Library)] internal static partial nint ot_from_memory(void* data, long* shape, int rank, int dtype);

    [LibraryImport(Library)] internal static partial int ot_to_memory(nint tensor, void* target, long bytes, int dtype);

    [LibraryImport(Library)] internal static partial int ot_item(nint tensor, out double real, out long integer);

    [LibraryImport(Library)] internal static partial void ot_free(nint* tensors, int count);

    // These take nanoseconds and never wait: no need to tell the garbage collector.
    [LibraryImport(Library)] [SuppressGCTransition] internal static partial int ot_rank(nint tensor);

    [LibraryImport(Library)] [SuppressGCTransition] internal static partial void ot_shape(nint tensor, long* shape);

    [LibraryImport(Library)] [SuppressGCTransition] internal static partial long ot_count(nint tensor);

    [LibraryImport(Library)] [SuppressGCTransition] internal static partial int ot_dtype(nint tensor);

    [LibraryImport(Library)] [SuppressGCTransition] internal static partial long ot_device(nint tensor);

    [LibraryImport(Library)] [SuppressGCTransition] internal static partial int ot_gradients_enabled();

    [LibraryImport(Library)] [SuppressGCTransition] internal static partial void ot_enable_gradients(int enabled);

    [LibraryImport(Library)] internal static partial int ot_autocast(int kind, int dtype);

    [LibraryImport(Library)] internal static partial int ot_requires_grad(nint tensor);

    [LibraryImport(Library)] internal static partial int ot_set_requires_grad(nint tensor, int value);

    [LibraryImport(Library)] internal static partial nint ot_grad(nint tensor);

    [LibraryImport(Library)] internal static partial int ot_clear_grads(nint* tensors, int count);

    [LibraryImport(Library)] internal static partial int ot_backward(nint tensor);

    [LibraryImport(Library)] internal static partial int ot_gradients(nint output, nint* inputs, int count, int createGraph, nint* results);

    [LibraryImport(Library)] internal static partial nint ot_lstm_steps(nint mapped, nint weight, nint kept, int backwards);

    [LibraryImport(Library)] internal static partial nint ot_gru_steps(nint mapped, nint weight, nint bias, nint kept, int backwards);

    [LibraryImport(Library)] internal static partial nint ot_generator(long device, ulong seed);

    [LibraryImport(Library)] internal static partial void ot_free_generator(nint generator);

    [LibraryImport(Library)] internal static partial int ot_generator_state(nint generator, byte* target, int capacity);

    [LibraryImport(Library)] internal static partial int ot_set_generator_state(nint generator, byte* state, int size);

    [LibraryImport(Library)] internal static partial int ot_cuda_count();

    [LibraryImport(Library)] internal static partial int ot_cuda_name(int index, byte* target, int capacity);

    [LibraryImport(Library)] internal static partial int ot_cuda_memory(int index, out long free, out long total);

    [LibraryImport(Library)] internal static partial int ot_cuda_synchronize(int index);
}
