package dev.sluice.function.tokens;

/** Which version of a secret. */
public enum Stage {
    CURRENT("AWSCURRENT"),
    /** The one before it. */
    PREVIOUS("AWSPREVIOUS");

    private final String label;

    Stage(String label) {
        this.label = label;
    }

    /** Its staging label in Secrets Manager. */
    public String label() {
        return label;
    }
}
