# libtorch's fused optimizer operators, which no C++ function is exported for.
# Each function returns the list it has changed: TorchScript sees no other use of it
# and would drop the whole call as dead code.
# Where found_inf, a float on the parameters' device, is 1, an update changes nothing.


def adamw(p: Tensor, g: Tensor, m: Tensor, v: Tensor, step: Tensor,
          lr: float, beta1: float, beta2: float, eps: float, decay: float,
          found_inf: Optional[Tensor]):
    changed = [p]
    torch._fused_adamw_(changed, [g], [m], [v], [], [step], lr=lr, beta1=beta1, beta2=beta2,
                        weight_decay=decay, eps=eps, amsgrad=False, maximize=False,
                        found_inf=found_inf)
    return changed


def sgd(p: Tensor, g: Tensor, b: Tensor, lr: float, momentum: float, decay: float,
        found_inf: Optional[Tensor]):
    changed = [p]
    momenta: List[Tensor] = []  # without momentum there must be none
    if momentum > 0.0:
        momenta.append(b)
    torch._fused_sgd_(changed, [g], momenta, weight_decay=decay, momentum=momentum, lr=lr,
                      dampening=0.0, nesterov=False, maximize=False, is_first_step=False,
                      found_inf=found_inf)
    return changed
