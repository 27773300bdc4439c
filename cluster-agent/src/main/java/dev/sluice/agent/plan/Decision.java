package dev.sluice.agent.plan;

/**
 * What became of an event, or of one object that it was for. The label is at once the log's key, the metric's label
 * and the Kubernetes Event's reason.
 */
public enum Decision {
    TRIGGERED("Triggered", true),
    RECEIVER_GONE("ReceiverGone", false),
    RECEIVER_SUSPENDED("ReceiverSuspended", false),
    NO_RESOURCES("NoResources", true),
    /** A kind without a default apiVersion stands without one. */
    API_VERSION_MISSING("ApiVersionMissing", false),
    CROSS_NAMESPACE_DENIED("CrossNamespaceDenied", false),
    /** Name {@code *} stands without matchLabels. */
    MATCH_LABELS_MISSING("MatchLabelsMissing", false),
    /** A filter of the Receiver does not compile. */
    INVALID_FILTER("InvalidFilter", false),
    /** A filter gave no bool for the event and the object. */
    FILTER_FAILED("FilterFailed", false),
    /** A filter did not accept the event and the object. */
    FILTERED("Filtered", true),
    /** Name {@code *}, and no object has the labels. */
    NO_MATCH("NoMatch", true),
    KIND_UNKNOWN("KindUnknown", false),
    OBJECT_NOT_FOUND("ObjectNotFound", false),
    /** The agent may not read or patch the object. */
    FORBIDDEN("Forbidden", false),
    /** The API server refused the request for good. */
    REFUSED("Refused", false),
    /** The API server did not do it for so long that the event went back to the queue. */
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
