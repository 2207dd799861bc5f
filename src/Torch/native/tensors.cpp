// Tensors from and to host memory, and what they look like.
#include "shim.h"

#include <ATen/ATen.h>
#include <cstring>

using namespace shim;

// A CPU tensor with a copy of the values at `data`, row-major.
OT_EXPORT Handle ot_from_memory(const void* data, const int64_t* shape, int32_t rank, int32_t dtype) {
    return guarded<Handle>(nullptr, [&] {
        auto tensor = at::empty(at::IntArrayRef(shape, rank), at::TensorOptions().dtype(static_cast<at::ScalarType>(dtype)));
        if (tensor.nbytes() > 0) std::memcpy(tensor.data_ptr(), data, tensor.nbytes());
        return give(std::move(tensor));
    });
}

// Copies the values, converted to `dtype`, row-major, to `target`, which holds exactly `bytes`.
OT_EXPORT int32_t ot_to_memory(Handle handle, void* target, int64_t bytes, int32_t dtype) {
    return guarded(-1, [&] {
        auto values = borrow(handle).detach().to(at::kCPU, static_cast<at::ScalarType>(dtype)).contiguous();
        TORCH_CHECK(static_cast<int64_t>(values.nbytes()) == bytes, "the tensor has ", values.nbytes(), " bytes, the target ", bytes);
        if (bytes > 0) std::memcpy(target, values.data_ptr(), bytes);
        return 0;
    });
}

// The only element, as a double or as an integer.
OT_EXPORT int32_t ot_item(Handle handle, double* real, int64_t* integer) {
    return guarded(-1, [&] {
        auto scalar = borrow(handle).item();
        if (scalar.isFloatingPoint()) {
            *real = scalar.toDouble();
            return 1;
        }
        *integer = scalar.isBoolean() ? scalar.toBool() : scalar.toLong();
        return 2;
    });
}

OT_EXPORT void ot_free(const Handle* handles, int32_t count) {
    for (int32_t i = 0; i < count; i++) {
        if (handles[i] == nullptr) continue;
        live_handles.fetch_sub(1, std::memory_order_relaxed);
        c10::intrusive_ptr<c10::TensorImpl, c10::UndefinedTensorImpl>::reclaim(handles[i]);
    }
}

OT_EXPORT int32_t ot_rank(Handle handle) { return static_cast<int32_t>(handle->dim()); }

OT_EXPORT void ot_shape(Handle handle, int64_t* shape) {
    const auto sizes = handle->sizes();
    std::copy(sizes.begin(), sizes.end(), shape);
}

OT_EXPORT int64_t ot_count(Handle handle) { return handle->numel(); }

OT_EXPORT int32_t ot_dtype(Handle handle) { return static_cast<int32_t>(c10::typeMetaToScalarType(handle->dtype())); }

OT_EXPORT int64_t ot_device(Handle handle) { return pack(handle->device()); }
