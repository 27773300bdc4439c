package dev.sluice.agent.source;

/** How an event source is. */
public sealed interface SourceState {

    /** Its queue is polled. */
    record Ready(String message) implements SourceState {}

    /** Its queue cannot be polled for now. */
    record Retrying(String reason, String message) implements SourceState {}

    /** It will not be polled until somebody changes it. */
    record Stalled(String reason, String message) implements SourceState {}
}
