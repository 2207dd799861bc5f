// The C interface between Orchestrator.Torch and libtorch, and the few things its files share.
//
// Rules: every function is extern "C" and lets no C++ exception out. Functions that can fail return a negative number (or a
// null handle), after which ot_last_error() of the same thread says why. A Handle owns one reference of a tensor.
#pragma once

#include <ATen/core/Tensor.h>
#include <atomic>
#include <cstdint>
#include <exception>
#include <string>

#define OT_EXPORT extern "C" __attribute__((visibility("default")))

namespace shim {

using Handle = c10::TensorImpl*;

enum class Tag : int32_t {
    None = 0, Tensor = 1, Int = 2, Double = 3, Bool = 4, IntList = 5, TensorList = 6, String = 7, Generator = 8, Device = 9, DoubleList = 10,
};

// A tagged argument or result of 16 bytes; mirrored by Value.cs.
struct Value {
    union {
        int64_t integer;
        double real;
        void* pointer;
    };
    Tag tag;
    int32_t length;  // of the lists and of the string
};
static_assert(sizeof(Value) == 16);

extern std::atomic<int64_t> live_handles;
void set_error(std::string text) noexcept;

// Another reference to a tensor that somebody else owns; a null handle is the undefined tensor.
inline at::Tensor borrow(Handle handle) {
    if (handle == nullptr) return {};
    return at::Tensor(c10::intrusive_ptr<c10::TensorImpl, c10::UndefinedTensorImpl>::unsafe_reclaim_from_nonowning(handle));
}

// Gives the reference away as a handle, which must come back through ot_free.
inline Handle give(at::Tensor tensor) {
    if (!tensor.defined()) return nullptr;
    live_handles.fetch_add(1, std::memory_order_relaxed);
    return tensor.unsafeReleaseTensorImpl();
}

inline at::Device device_of(int64_t packed) {
    const auto kind = static_cast<c10::DeviceType>(packed & 0xff);
    return kind == c10::DeviceType::CPU ? at::Device(kind) : at::Device(kind, static_cast<c10::DeviceIndex>(packed >> 8));
}

inline int64_t pack(at::Device device) {
    const int64_t index = device.has_index() ? device.index() : 0;
    return static_cast<int64_t>(device.type()) | index << 8;
}

// Runs `body`, and turns whatever it throws into `failure` with the text kept for ot_last_error.
template <class Result, class Body>
Result guarded(Result failure, Body&& body) noexcept {
    try {
        return body();
    } catch (const c10::Error& error) {
        set_error(error.what_without_backtrace());
    } catch (const std::exception& error) {
        set_error(error.what());
    } catch (...) {
        set_error("an exception of an unknown type was thrown");
    }
    return failure;
}

}  // namespace shim
