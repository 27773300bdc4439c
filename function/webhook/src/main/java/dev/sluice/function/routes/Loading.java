package dev.sluice.function.routes;

/** What came of a load. */
sealed interface Loading {

    /** It brought this. */
    record Done(Loaded loaded) implements Loading {}

    /** It brought nothing, and why: a sentence or AWS's name of the error. */
    record Failed(String error) implements Loading {}
}
