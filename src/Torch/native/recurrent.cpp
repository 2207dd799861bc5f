// LSTM and GRU over all steps, for training on the CPU and with recurrent dropout. libtorch records every operator of every step and adds up the
// gradient of the recurrent weights step by step; here the gradient is written down, and that of the weights is one matrix product.
#include "shim.h"

#include <ATen/ATen.h>
#include <c10/core/impl/LocalDispatchKeySet.h>
#include <torch/csrc/autograd/custom_function.h>

namespace shim {

using torch::autograd::AutogradContext;
using torch::autograd::variable_list;

// A state that is carried over hundreds of steps stays in the type of the weights, also where the network around it is in mixed precision.
using FullPrecision = c10::impl::ExcludeDispatchKeyGuard;

// Order of the steps, and what came before each: nothing at the first.
struct Steps {
    int64_t count;
    bool backwards;
    int64_t at(int64_t i) const { return backwards ? count - 1 - i : i; }
    at::Tensor before(const at::Tensor& all, int64_t i) const { return i == 0 ? at::zeros_like(all[0]) : all[at(i - 1)]; }
    // (steps, batch, units): for each step what came before it.
    at::Tensor all_before(const at::Tensor& all) const {
        auto shifted = at::zeros_like(all);
        if (count > 1) shifted.narrow(0, backwards ? 0 : 1, count - 1).copy_(all.narrow(0, backwards ? 1 : 0, count - 1));
        return shifted;
    }
};

// What is not differentiated: factors of the state before the recurrent weights, (batch, units) or undefined, and the order.
struct Options {
    at::Tensor kept;
    bool backwards;

    void save(AutogradContext* context) const {
        context->saved_data["kept"] = kept;
        context->saved_data["backwards"] = backwards;
    }
    static Options of(AutogradContext* context) { return {context->saved_data["kept"].toTensor(), context->saved_data["backwards"].toBool()}; }
};

static at::Tensor dropped(const at::Tensor& state, const at::Tensor& kept) { return kept.defined() ? state * kept : state; }

// dW_hh = sum over steps of dgates^T hidden.
static at::Tensor weight_gradient(const at::Tensor& gates, const at::Tensor& before, const at::Tensor& kept) {
    return gates.flatten(0, 1).t().mm(dropped(before, kept).flatten(0, 1));
}

// i, f, g, o = split(mapped + W_hh (kept * h)); c = s(f) c + s(i) tanh(g); h = s(o) tanh(c).
struct LstmSteps : torch::autograd::Function<LstmSteps> {
    // mapped (steps, batch, 4 units), weight (4 units, units) -> states (steps, batch, units).
    static at::Tensor forward(AutogradContext* context, const at::Tensor& mapped, const at::Tensor& weight, Options options) {
        const FullPrecision guard(c10::autocast_dispatch_keyset);
        const Steps steps{mapped.size(0), options.backwards};
        const auto recurrent = weight.t();
        auto gates = at::empty_like(mapped, at::MemoryFormat::Contiguous);
        auto states = at::empty({mapped.size(0), mapped.size(1), weight.size(1)}, mapped.options());
        auto cells = at::empty_like(states), bent = at::empty_like(states);  // bent = tanh(c)
        for (int64_t i = 0; i < steps.count; i++) {
            const auto at = steps.at(i);
            auto all = gates[at];
            at::addmm_out(all, mapped[at], dropped(steps.before(states, i), options.kept), recurrent);
            auto parts = all.chunk(4, 1);
            all.narrow(1, 0, 2 * weight.size(1)).sigmoid_();
            parts[2].tanh_();
            parts[3].sigmoid_();
            auto cell = cells[at], curve = bent[at], state = states[at];
            at::mul_out(cell, parts[1], steps.before(cells, i)).addcmul_(parts[0], parts[2]);
            at::mul_out(state, parts[3], at::tanh_out(curve, cell));
        }
        context->save_for_backward({weight, gates, states, cells, bent});
        options.save(context);
        return states;
    }

    static variable_list backward(AutogradContext* context, variable_list gradients) {
        const FullPrecision guard(c10::autocast_dispatch_keyset);
        const auto saved = context->get_saved_variables();
        const auto &weight = saved[0], &gates = saved[1], &states = saved[2], &cells = saved[3], &bent = saved[4];
        const auto options = Options::of(context);
        const Steps steps{gates.size(0), options.backwards};
        auto result = at::empty_like(gates);
        auto from_states = at::zeros_like(states[0]), from_cells = at::zeros_like(states[0]);
        for (int64_t i = steps.count - 1; i >= 0; i--) {
            const auto at = steps.at(i);
            auto parts = gates[at].chunk(4, 1), to = result[at].chunk(4, 1);
            const auto state = from_states + gradients[0][at];
            at::sigmoid_backward_out(to[3], state * bent[at], parts[3]);
            from_cells += at::tanh_backward(state * parts[3], bent[at]);
            at::sigmoid_backward_out(to[0], from_cells * parts[2], parts[0]);
            at::sigmoid_backward_out(to[1], from_cells * steps.before(cells, i), parts[1]);
            at::tanh_backward_out(to[2], from_cells * parts[0], parts[2]);
            from_cells *= parts[1];
            from_states = dropped(result[at].mm(weight), options.kept);
        }
        return {result, weight_gradient(result, steps.all_before(states), options.kept), {}};
    }
};

// back = W_hh (kept * h) + b_hh; r, z = s(mapped + back); n = tanh(mapped_n + r back_n); h = n + z (h - n).
struct GruSteps : torch::autograd::Function<GruSteps> {
    // mapped (steps, batch, 3 units), weight (3 units, units), bias (3 units) -> states (steps, batch, units).
    static at::Tensor forward(AutogradContext* context, const at::Tensor& mapped, const at::Tensor& weight, const at::Tensor& bias, Options options) {
        const FullPrecision guard(c10::autocast_dispatch_keyset);
        const Steps steps{mapped.size(0), options.backwards};
        const auto units = weight.size(1);
        const auto recurrent = weight.t();
        auto gates = at::empty_like(mapped, at::MemoryFormat::Contiguous);
        auto states = at::empty({mapped.size(0), mapped.size(1), units}, mapped.options());
        auto backs = at::empty_like(states);  // back_n
        for (int64_t i = 0; i < steps.count; i++) {
            const auto at = steps.at(i);
            const auto before = steps.before(states, i);
            const auto back = at::addmm(bias, dropped(before, options.kept), recurrent);
            auto all = gates[at], state = states[at];
            auto parts = all.chunk(3, 1);
            auto doors = all.narrow(1, 0, 2 * units);
            at::add_out(doors, mapped[at].narrow(1, 0, 2 * units), back.narrow(1, 0, 2 * units)).sigmoid_();
            backs[at].copy_(back.narrow(1, 2 * units, units));
            at::addcmul_out(parts[2], mapped[at].narrow(1, 2 * units, units), parts[0], backs[at]).tanh_();
            at::addcmul_out(state, parts[2], parts[1], before - parts[2]);
        }
        context->save_for_backward({weight, gates, states, backs});
        options.save(context);
        return states;
    }

    static variable_list backward(AutogradContext* context, variable_list gradients) {
        const FullPrecision guard(c10::autocast_dispatch_keyset);
        const auto saved = context->get_saved_variables();
        const auto &weight = saved[0], &gates = saved[1], &states = saved[2], &backs = saved[3];
        const auto options = Options::of(context);
        const Steps steps{gates.size(0), options.backwards};
        const auto units = weight.size(1);
        auto result = at::empty_like(gates), back = at::empty_like(gates);
        auto from_states = at::zeros_like(states[0]);
        for (int64_t i = steps.count - 1; i >= 0; i--) {
            const auto at = steps.at(i);
            auto parts = gates[at].chunk(3, 1), to = result[at].chunk(3, 1);
            const auto state = from_states + gradients[0][at];
            const auto passed = state * parts[1];
            at::tanh_backward_out(to[2], state - passed, parts[2]);
            at::sigmoid_backward_out(to[0], to[2] * backs[at], parts[0]);
            at::sigmoid_backward_out(to[1], state * (steps.before(states, i) - parts[2]), parts[1]);
            auto all = back[at];
            all.narrow(1, 0, 2 * units).copy_(result[at].narrow(1, 0, 2 * units));
            auto last = all.narrow(1, 2 * units, units);
            at::mul_out(last, to[2], parts[0]);
            from_states = passed + dropped(all.mm(weight), options.kept);
        }
        return {result, weight_gradient(back, steps.all_before(states), options.kept), back.sum(at::IntArrayRef{0, 1}), {}};
    }
};

}  // namespace shim

using namespace shim;

// (steps, batch, units): the state after each step. `kept`, (batch, units) or null, scales what the recurrent weights see of the state.
OT_EXPORT Handle ot_lstm_steps(Handle mapped, Handle weight, Handle kept, int32_t backwards) {
    return guarded<Handle>(nullptr, [&] { return give(LstmSteps::apply(borrow(mapped), borrow(weight), Options{borrow(kept), backwards != 0})); });
}

OT_EXPORT Handle ot_gru_steps(Handle mapped, Handle weight, Handle bias, Handle kept, int32_t backwards) {
    return guarded<Handle>(nullptr, [&] { return give(GruSteps::apply(borrow(mapped), borrow(weight), borrow(bias), Options{borrow(kept), backwards != 0})); });
}
