// Gradients.
#include "shim.h"

#include <ATen/ATen.h>
#include <ATen/core/grad_mode.h>
#include <torch/csrc/autograd/autograd.h>

using namespace shim;

static std::vector<at::Tensor> borrow_all(const Handle* handles, int32_t count) {
    std::vector<at::Tensor> tensors;
    tensors.reserve(count);
    for (int32_t i = 0; i < count; i++) tensors.push_back(borrow(handles[i]));
    return tensors;
}

OT_EXPORT int32_t ot_gradients_enabled() { return at::GradMode::is_enabled(); }

OT_EXPORT void ot_enable_gradients(int32_t enabled) { at::GradMode::set_enabled(enabled != 0); }

OT_EXPORT int32_t ot_requires_grad(Handle handle) { return handle->requires_grad(); }

OT_EXPORT int32_t ot_set_requires_grad(Handle handle, int32_t value) {
    return guarded(-1, [&] {
        borrow(handle).set_requires_grad(value != 0);
        return 0;
    });
}

// The accumulated gradient, or null.
OT_EXPORT Handle ot_grad(Handle handle) {
    return guarded<Handle>(nullptr, [&] { return give(borrow(handle).grad()); });
}

// The accumulated gradients, not owned: they stay valid until the next change of the tensor's gradient. Null where there is none.
OT_EXPORT int32_t ot_borrow_grads(const Handle* handles, int32_t count, Handle* grads) {
    return guarded(-1, [&] {
        for (int32_t i = 0; i < count; i++) {
            const at::Tensor tensor = borrow(handles[i]);
            const at::Tensor& grad = tensor.grad();
            grads[i] = grad.defined() ? grad.unsafeGetTensorImpl() : nullptr;
        }
        return 0;
    });
}

OT_EXPORT int32_t ot_clear_grads(const Handle* handles, int32_t count) {
    return guarded(-1, [&] {
        for (int32_t i = 0; i < count; i++) borrow(handles[i]).mutable_grad() = at::Tensor();
        return 0;
    });
}

OT_EXPORT int32_t ot_backward(Handle handle) {
    return guarded(-1, [&] {
        torch::autograd::backward({borrow(handle)}, {});
        return 0;
    });
}

// d(sum of output)/d(input) for each input, without touching the accumulated gradients. Null for an input that plays no part.
OT_EXPORT int32_t ot_gradients(Handle output, const Handle* inputs, int32_t count, int32_t create_graph, Handle* results) {
    return guarded(-1, [&] {
        const at::Tensor from = borrow(output);
        auto gradients = torch::autograd::grad({from}, borrow_all(inputs, count), {at::ones_like(from)}, create_graph != 0, create_graph != 0, true);
        for (int32_t i = 0; i < count; i++) results[i] = give(std::move(gradients[i]));
        return 0;
    });
}
