package dev.sluice.agent.publish;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** Where the Receivers' tokens come from. */
public enum TokenMode {
    /** The agent reads the Receivers' Secrets, and publishes what the function needs of them. */
    PUBLISHED,
    /** The function reads the tokens from Secrets Manager; the agent has no right on Secrets, and reads none. */
    EXTERNAL;

    /** The mode of that name in an option; empty when there is none. */
    public static Optional<TokenMode> of(String name) {
        return Arrays.stream(values())
                .filter(mode -> mode.toString().equals(name))
                .findFirst();
    }

    /** Its name in an option. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
