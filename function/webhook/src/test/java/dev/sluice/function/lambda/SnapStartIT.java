package dev.sluice.function.lambda;

/** The default entry. */
class SnapStartIT extends SnapStartContract {

    @Override
    String handler() {
        return WebhookLambda.class.getName();
    }
}
