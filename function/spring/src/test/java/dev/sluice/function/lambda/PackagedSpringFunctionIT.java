package dev.sluice.function.lambda;

import org.springframework.cloud.function.adapter.aws.FunctionInvoker;

/** The Spring entry. */
class PackagedSpringFunctionIT extends PackagedFunctionContract {

    @Override
    String handler() {
        return FunctionInvoker.class.getName();
    }
}
