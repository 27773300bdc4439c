package dev.sluice.function.webhook;

/** What became of a webhook: at once the log's word, the metric's label, and the HTTP status. */
public enum Reason {
    /** A queue has its event. */
    QUEUED("Queued", 200),
    /** It is genuine, but {@code spec.events} does not list its event, and the Receiver wants that answered kindly. */
    EVENT_IGNORED("EventIgnored", 202),

    /** No credential of the route made its signature. */
    SIGNATURE_MISMATCH("SignatureMismatch", 400),
    /** The header that must hold the signature is missing or empty. */
    SIGNATURE_MISSING("SignatureMissing", 400),
    /** The signature has not the form that it must have. */
    SIGNATURE_MALFORMED("SignatureMalformed", 400),
    /** The signature was made more than 5 minutes ago, or will be in more than 5 minutes. */
    TIMESTAMP_OUT_OF_WINDOW("TimestampOutOfWindow", 400),
    /** The header that must hold the token is missing or empty. */
    TOKEN_MISSING("TokenMissing", 400),
    /** What was sent is no token of the route. */
    TOKEN_MISMATCH("TokenMismatch", 400),
    /** The body is not the JSON that the type wants. */
    PAYLOAD_MALFORMED("PayloadMalformed", 400),
    /** The type wants JSON or a form. */
    CONTENT_TYPE_REFUSED("ContentTypeRefused", 400),
    /** The body is not the form that its content type says. */
    FORM_MALFORMED("FormMalformed", 400),
    /** The Receiver's {@code spec.events} does not list the event. */
    EVENT_NOT_LISTED("EventNotListed", 400),
    /** The Receiver has no usable token. */
    NO_TOKEN("NoToken", 400),
    /** Secrets Manager has no token of the Receiver, whose tokens are external, or an empty one. */
    EXTERNAL_TOKEN_MISSING("ExternalTokenMissing", 400),
    /** The token is no signed JSON Web Token, or a field of it is of a wrong type. */
    TOKEN_MALFORMED("TokenMalformed", 400),
    /** The token is signed with an algorithm that its issuer does not use, or that proves nothing. */
    ALGORITHM_REFUSED("AlgorithmRefused", 400),
    /** The Receiver does not trust the token's issuer. */
    ISSUER_UNKNOWN("IssuerUnknown", 400),
    /** The token is for somebody else. */
    AUDIENCE_MISMATCH("AudienceMismatch", 400),
    /** The token has expired, or never said when it would. */
    TOKEN_EXPIRED("TokenExpired", 400),
    /** The token does not count yet. */
    TOKEN_NOT_YET_VALID("TokenNotYetValid", 400),
    /** The token is of another service account, or its e-mail is not verified. */
    EMAIL_MISMATCH("EmailMismatch", 400),
    /** The issuer has no key of the token's key id. */
    KEY_UNKNOWN("KeyUnknown", 400),
    /** The issuer's keys could not be fetched: no answer in time, none of status 200, too much of it, or no JSON. */
    KEYS_UNAVAILABLE("KeysUnavailable", 400),
    /** The issuer's address may not be called: it is not https, or not a public one. */
    ISSUER_ADDRESS_REFUSED("IssuerAddressRefused", 400),
    /** The issuer's discovery document is another issuer's, or names no https address of keys. */
    DISCOVERY_REFUSED("DiscoveryRefused", 400),
    /** A validation of the Receiver does not hold for the token's claims, or cannot be evaluated on them. */
    CLAIMS_REFUSED("ClaimsRefused", 400),
    /** The Receiver's variables or validations do not compile. */
    RULES_INVALID("RulesInvalid", 400),
    /** The Receiver names no e-mail or no audience for its tokens. */
    ROUTE_INCOMPLETE("RouteIncomplete", 400),
    /** There is no verifier of the Receiver's type. */
    TYPE_UNKNOWN("TypeUnknown", 400),

    /** The request's target is not of the form {@code /hook/<digest>}; nothing was looked up. */
    NOT_A_WEBHOOK_PATH("NotAWebhookPath", 404),
    /** No route has that path. */
    PATH_UNKNOWN("PathUnknown", 404),

    /** The body is over 3 MiB. */
    BODY_TOO_LARGE("BodyTooLarge", 413),
    /** The event is over the queue's limit even when compressed. */
    EVENT_TOO_LARGE("EventTooLarge", 413),

    /** A filter needs the payload, and it is no JSON object. */
    PAYLOAD_NOT_AN_OBJECT("PayloadNotAnObject", 500),
    /** A filter of the Receiver does not compile. */
    FILTER_INVALID("FilterInvalid", 500),
    /** What the function was called with is no gateway's event: it is wired wrongly. */
    NOT_A_GATEWAY_EVENT("NotAGatewayEvent", 500),
    /** A defect of the function. */
    FAILED("Failed", 500),

    /** The Receiver is suspended. */
    SUSPENDED("Suspended", 503),
    /** The Receiver is not ready. */
    NOT_READY("NotReady", 503),
    /** The table that may hold the path has not been read yet. */
    ROUTES_NOT_LOADED("RoutesNotLoaded", 503),
    /** The Receiver's token could not be read from Secrets Manager, and there is none that was read within the hour. */
    EXTERNAL_TOKEN_UNREADABLE("ExternalTokenUnreadable", 503),
    /** The queue did not take the event in time. */
    QUEUE_UNAVAILABLE("QueueUnavailable", 503),
    /** The queue will not take the event however often it is tried: it is missing, or access is denied. */
    QUEUE_REFUSED("QueueRefused", 503);

    private final String label;
    private final int status;

    Reason(String label, int status) {
        this.label = label;
        this.status = status;
    }

    /** The reason as logs and metrics show it. */
    public String label() {
        return label;
    }

    /** The status of the answer. */
    public int status() {
        return status;
    }
}
