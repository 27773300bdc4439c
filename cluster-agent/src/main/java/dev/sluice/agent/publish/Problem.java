package dev.sluice.agent.publish;

/** What keeps a Receiver's webhooks from being taken. The label is the log's key, the metric's and the Event's reason. */
enum Problem {
    NO_TOKEN("NoToken", "the Secret has no token, or an empty one: webhooks are refused"),
    PATH_TAKEN("PathTaken", "an older Receiver has the same webhook path"),
    ROUTE_TOO_LARGE("RouteTooLarge", "the Receiver's route is too large for a route table"),
    NOT_PUBLISHED("NotPublished", "the route table could not be written yet");

    private final String label;
    private final String message;

    Problem(String label, String message) {
        this.label = label;
        this.message = message;
    }

    String label() {
        return label;
    }

    /** A sentence for people. */
    String message() {
        return message;
    }
}
