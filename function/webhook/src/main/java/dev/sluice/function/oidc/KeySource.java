package dev.sluice.function.oidc;

/** Loads the keys of one issuer. */
@FunctionalInterface
interface KeySource {

    /** Loads them, however often it is called; never an exception. */
    Loaded load(Deadline deadline);
}
