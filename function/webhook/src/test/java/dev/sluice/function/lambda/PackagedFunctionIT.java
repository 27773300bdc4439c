package dev.sluice.function.lambda;

/** The default entry. */
class PackagedFunctionIT extends PackagedFunctionContract {

    @Override
    String handler() {
        return WebhookLambda.class.getName();
    }
}
