package dev.sluice.agent.plan;

/**
 * What became of an event, or of one object that it was for. The label is at once the log's key, the metric's label
 * and the Kubernetes Event's reason.
 */
public enum Decision {
    TRIGGERED("Triggered", true),
    RECEIVER_GONE("ReceiverGone", false),
    RECEIVER_SUSPENDED("ReceiverSuspended", false),
    /** A kind without a default apiVersion stands without one. */
    API_VERSION_MISSING("ApiVersionMissing", false),
    CROSS_NAMESPACE_DENIED("CrossNamespaceDenied", false),
    /** Name {@code *} stands without matchLabels. */
    MATCH_LABELS_MISSING("MatchLabelsMissing", false),
    /** This version cannot yet evaluate a filter, or select by labels. */
    NOT_SUPPORTED("NotSupported", false),
    KIND_UNKNOWN("KindUnknown", false),
    OBJECT_NOT_FOUND("ObjectNotFound", false),
    /** The agent may not patch the object. */
    FORBIDDEN("Forbidden", false),
    /** The API server refused the patch for good. */
    REFUSED("Refused", false),
    /** The API server did not take the patch for so long that the event went back to the queue. */
    GIVEN_BACK("GivenBack", false);

    private final String label;
    private final boolean good;

    Decision(String label, boolean good) {
        this.label = label;
        this.good = good;
    }

    /** The decision's name for people and machines. */
    public String label() {
        return label;
    }

    /** Whether it is as the Receiver's author meant it; the others are told by a Warning Event. */
    public boolean good() {
        return good;
    }
}
