// Any ATen operator by name, through the boxed calling convention of c10's dispatcher.
#include "shim.h"

#include <ATen/core/Generator.h>
#include <ATen/core/dispatch/Dispatcher.h>
#include <vector>

namespace shim {

using c10::IValue;
using c10::TypeKind;

// What an argument must become.
enum class Slot { Tensor, Number, Int, Real, Bool, IntList, BoolList, RealList, TensorList, OptionalTensorList, Other };

struct Operator {
    c10::OperatorHandle handle;
    std::vector<Slot> slots;
};

static Slot slot_of(c10::TypePtr type) {
    bool optional = false;
    if (auto wrapped = type->cast<c10::OptionalType>()) {
        type = wrapped->getElementType();
        optional = true;
    }
    switch (type->kind()) {
        case TypeKind::TensorType: return Slot::Tensor;
        case TypeKind::NumberType: return Slot::Number;
        case TypeKind::IntType: case TypeKind::SymIntType: return Slot::Int;
        case TypeKind::FloatType: return Slot::Real;
        case TypeKind::BoolType: return Slot::Bool;
        case TypeKind::ListType: break;
        default: return Slot::Other;
    }
    auto element = type->castRaw<c10::ListType>()->getElementType();
    switch (element->kind()) {
        case TypeKind::TensorType: return Slot::TensorList;
        case TypeKind::OptionalType: return Slot::OptionalTensorList;
        case TypeKind::IntType: case TypeKind::SymIntType: return Slot::IntList;
        case TypeKind::BoolType: return Slot::BoolList;
        case TypeKind::FloatType: return Slot::RealList;
        default: return Slot::Other;
    }
}

static IValue int_list(const int64_t* items, int32_t length, Slot slot) {
    if (slot == Slot::BoolList) {
        c10::List<bool> list;
        for (int32_t i = 0; i < length; i++) list.push_back(items[i] != 0);
        return list;
    }
    c10::List<int64_t> list;
    list.reserve(length);
    for (int32_t i = 0; i < length; i++) list.push_back(items[i]);
    return list;
}

static IValue tensor_list(const Handle* items, int32_t length, Slot slot) {
    if (slot == Slot::OptionalTensorList) {
        c10::List<decltype(std::declval<IValue>().toOptional<at::Tensor>())> list;
        for (int32_t i = 0; i < length; i++) {
            if (items[i] == nullptr) list.push_back({});
            else list.push_back(borrow(items[i]));
        }
        return list;
    }
    c10::List<at::Tensor> list;
    list.reserve(length);
    for (int32_t i = 0; i < length; i++) list.push_back(borrow(items[i]));
    return list;
}

// Like Python's binding: an int serves where a double, or a list of one, is wanted.
static IValue unpack(const Value& value, Slot slot) {
    switch (value.tag) {
        case Tag::None: return {};
        case Tag::Tensor: {
            auto tensor = static_cast<Handle>(value.pointer);
            if (slot == Slot::TensorList || slot == Slot::OptionalTensorList) return tensor_list(&tensor, 1, slot);
            return borrow(tensor);
        }
        case Tag::Int:
            if (slot == Slot::Real) return static_cast<double>(value.integer);
            if (slot == Slot::IntList || slot == Slot::BoolList) return int_list(&value.integer, 1, slot);
            return value.integer;
        case Tag::Double: return value.real;
        case Tag::Bool: return value.integer != 0;
        case Tag::IntList: return int_list(static_cast<const int64_t*>(value.pointer), value.length, slot);
        case Tag::TensorList: return tensor_list(static_cast<const Handle*>(value.pointer), value.length, slot);
        case Tag::DoubleList: {
            c10::List<double> list;
            for (int32_t i = 0; i < value.length; i++) list.push_back(static_cast<const double*>(value.pointer)[i]);
            return list;
        }
        case Tag::String: return std::string(static_cast<const char*>(value.pointer), value.length);
        case Tag::Generator: return *static_cast<const at::Generator*>(value.pointer);
        case Tag::Device: return device_of(value.integer);
    }
    TORCH_CHECK(false, "unknown value tag ", static_cast<int>(value.tag));
}

static Value packed(Tag tag, int64_t integer) {
    Value value;
    value.integer = integer;
    value.tag = tag;
    value.length = 0;
    return value;
}

static Value packed(at::Tensor tensor) {
    Value value = packed(Tag::Tensor, 0);
    value.pointer = give(std::move(tensor));
    return value;
}

// Writes at most `capacity` results and returns how many there are; a list of tensors counts one for each.
static int32_t pack_results(std::vector<IValue>& stack, Value* results, int32_t capacity) {
    int32_t count = 0;
    auto put = [&](auto&& make) {
        if (count < capacity) results[count] = make();
        count++;
    };
    for (auto& item : stack) {
        if (item.isTensor()) {
            put([&] { return packed(std::move(item).toTensor()); });
        } else if (item.isTensorList()) {
            for (const at::Tensor& tensor : item.toTensorVector()) put([&] { return packed(tensor); });
        } else if (item.isDouble()) {
            put([&] {
                Value value = packed(Tag::Double, 0);
                value.real = item.toDouble();
                return value;
            });
        } else if (item.isInt()) {
            put([&] { return packed(Tag::Int, item.toInt()); });
        } else if (item.isBool()) {
            put([&] { return packed(Tag::Bool, item.toBool()); });
        } else {
            put([&] { return packed(Tag::None, 0); });
        }
    }
    return count;
}

}  // namespace shim

using namespace shim;

// The operator of a schema name and overload; it lives as long as the process. Null when there is none.
OT_EXPORT void* ot_operator(const char* name, const char* overload) {
    return guarded<void*>(nullptr, [&]() -> void* {
        auto handle = c10::Dispatcher::singleton().findSchemaOrThrow(name, overload);
        auto found = std::make_unique<Operator>(Operator{handle, {}});
        for (const auto& argument : handle.schema().arguments()) found->slots.push_back(slot_of(argument.type()));
        return found.release();
    });
}

// Calls an operator with its leading arguments; the others take the defaults of the schema. Returns the number of results, of which
// the first `capacity` are written and belong to the caller.
OT_EXPORT int32_t ot_call(const void* callee, const Value* arguments, int32_t count, Value* results, int32_t capacity) {
    return guarded(-1, [&] {
        const auto& op = *static_cast<const Operator*>(callee);
        const auto& declared = op.handle.schema().arguments();
        TORCH_CHECK(static_cast<size_t>(count) <= declared.size(), "takes ", declared.size(), " arguments, got ", count);
        std::vector<IValue> stack;
        stack.reserve(declared.size());
        for (int32_t i = 0; i < count; i++) stack.push_back(unpack(arguments[i], op.slots[i]));
        for (size_t i = count; i < declared.size(); i++) {
            const auto& value = declared[i].default_value();
            TORCH_CHECK(value.has_value(), "the argument '", declared[i].name(), "' has no default and was not given");
            stack.push_back(*value);
        }
        op.handle.callBoxed(&stack);
        return pack_results(stack, results, capacity);
    });
}
