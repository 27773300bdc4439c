package dev.sluice.agent.operate;

/**
 * What the function asks of a webhook beside its path, by the Receiver's type.
 *
 * @see <a href="https://fluxcd.io/flux/components/notification/receivers/#type">Types</a>
 */
enum CredentialCheck {
    SIGNATURE("signature"),
    TOKEN("token"),
    /** An ID token by Google, or by an issuer that the Receiver names. */
    ID_TOKEN("ID token"),
    /** Whoever knows the URL can send. */
    NONE("no"),
    UNKNOWN("unknown type");

    private final String label;

    CredentialCheck(String label) {
        this.label = label;
    }

    /** As people read it. */
    String label() {
        return label;
    }

    static CredentialCheck of(String type) {
        return switch (type) {
            case "github", "bitbucket", "generic-hmac", "nexus" -> SIGNATURE;
            case "gitlab", "harbor" -> TOKEN;
            case "gcr", "generic-oidc" -> ID_TOKEN;
            case "generic", "dockerhub", "quay", "acr", "cdevents" -> NONE;
            default -> UNKNOWN;
        };
    }
}
