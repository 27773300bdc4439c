package dev.sluice.function.lambda;

import org.springframework.cloud.function.adapter.aws.FunctionInvoker;

/** The Spring entry. */
class SpringSnapStartIT extends SnapStartContract {

    @Override
    String handler() {
        return FunctionInvoker.class.getName();
    }
}
